"""What template.yaml says, for whatever has to agree with it: tests, the OpenAPI document, the README's route table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cfnlint.decode import decode

ROOT = Path(__file__).parent.parent
TEMPLATE = ROOT / "template.yaml"
FUNCTION = "AWS::Serverless::Function"


@dataclass(frozen=True)
class Function:
    """A function's block."""

    logical_id: str
    properties: dict[str, Any]

    @property
    def folder(self) -> Path:
        """Where its handler is."""
        return ROOT / str(self.properties["CodeUri"])

    @property
    def face(self) -> str:
        """The face, or `workers`, that it belongs to."""
        return self.folder.parent.name

    @property
    def operation(self) -> str:
        """The operation that it carries out, in snake_case."""
        return self.folder.name

    @property
    def routes(self) -> list[tuple[str, str]]:
        """Method and path of each of its routes, the operation's own first."""
        events = [event for event in self.properties.get("Events", {}).values() if event["Type"] == "HttpApi"]
        return [(event["Properties"]["Method"], event["Properties"]["Path"]) for event in events]

    @property
    def statements(self) -> list[dict[str, Any]]:
        """What it may do."""
        return [statement for policy in self.properties.get("Policies", []) for statement in policy["Statement"]]


def template() -> dict[str, Any]:
    """Return template.yaml with its short forms spelled out."""
    content, problems = decode(str(TEMPLATE))
    if problems or content is None:
        message = f"template.yaml cannot be read: {problems}"
        raise ValueError(message)
    return dict(content)


def functions() -> list[Function]:
    """Return the functions in the template's order."""
    resources = template()["Resources"]
    return [Function(name, block["Properties"]) for name, block in resources.items() if block["Type"] == FUNCTION]
