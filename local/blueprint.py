"""What template.yaml says, for whatever has to agree with it: tests, the OpenAPI document, the README's route table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cfnlint.decode import decode

from local.gateway.routes import Route, routes_of

ROOT = Path(__file__).parent.parent
TEMPLATE = ROOT / "template.yaml"
FUNCTION = "AWS::Serverless::Function"
API = "Api"


@dataclass(frozen=True)
class Function:
    """A function's block."""

    logical_id: str
    properties: dict[str, Any]
    routes: list[tuple[str, str]]
    """Method and path of each of its routes, the operation's own first."""

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
    def statements(self) -> list[dict[str, Any]]:
        """What it may do."""
        return [statement for policy in self.properties.get("Policies", []) for statement in policy["Statement"]]


@cache
def template() -> dict[str, Any]:
    """Return template.yaml with its short forms spelled out; read once a process, so nobody changes what is returned."""
    content, problems = decode(str(TEMPLATE))
    if problems or content is None:
        message = f"template.yaml cannot be read: {problems}"
        raise ValueError(message)
    return dict(content)


@cache
def routes() -> tuple[Route, ...]:
    """Return the API's routes in the template's order."""
    return tuple(routes_of(template()["Resources"][API]["Properties"]["DefinitionBody"]))


@cache
def functions() -> tuple[Function, ...]:
    """Return the functions in the template's order."""
    return tuple(
        Function(name, block["Properties"], [(one.method, one.path) for one in routes() if one.function == name])
        for name, block in template()["Resources"].items()
        if block["Type"] == FUNCTION
    )
