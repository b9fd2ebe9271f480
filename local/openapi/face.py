"""What a face says of itself for its document; everything else is read from its handlers, models and the template."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from local import blueprint

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cairn.errors import CairnError
    from local.openapi.schemas import Schema, Untitled

TEXT = {"type": "string", "minLength": 1}
BEARER = {"type": "http", "scheme": "bearer", "description": "Not looked at where the deployment has AUTH_MODE=open."}


@dataclass(frozen=True, kw_only=True)
class Face:
    """The declarations of one face."""

    name: str
    title: str
    """Such as "the trust face"."""
    about: str
    security: Mapping[str, Schema]
    """Its security schemes, by their names in the document: one of them is enough."""
    refusal_schemas: Mapping[str, Schema]
    """How it words refusals, by their names in the document; which of them one is, its members say."""
    model_schemas: type[Untitled]
    """How its models become schemas."""
    plain: Mapping[str, Schema]
    """The answers of its routes that have no models, by operation."""
    refusals: Mapping[str, tuple[type[CairnError], ...]]
    """What the use case of an operation may refuse. What every operation of its sort may, `answers.refusals` adds."""
    further: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    """Statuses of success beside the declared one, by operation; the answer's model is the same."""

    @property
    def file(self) -> Path:
        """Where its document is checked in."""
        return blueprint.ROOT / "docs" / "openapi" / f"{self.name}.json"


def refusal(*, description: str, **members: Schema) -> Schema:
    """Return the schema of a refusal: an object that has these members."""
    return {"description": description, "type": "object", "properties": members, "required": list(members)}
