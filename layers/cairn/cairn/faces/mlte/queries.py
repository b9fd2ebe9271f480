"""MLTE's filter language as it is written in JSON: `{"filter": {"type": ..., ...}}`."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag

from cairn.core import filters as language
from cairn.faces.http import Request

_TYPES = {"all", "none", "identifier", "type", "tag", "property", "and", "or"}
_BY_MEMBER = (("item_type", "type"), ("id", "identifier"), ("tag", "tag"), ("property", "property"), ("filters", "and"))


def _type_of(told: Any) -> str | None:
    """Return the type of a filter: what it says, or, if it says nothing, the one that MLTE takes its members for."""
    if not isinstance(told, Mapping):
        return getattr(told, "type", None)
    said = told.get("type", next((named for member, named in _BY_MEMBER if member in told), "all"))
    return said if isinstance(said, str) and said in _TYPES else None


def _say_type(schema: dict[str, Any]) -> None:
    schema["required"] = ["type", *schema.get("required", [])]


class _Typed(Request):
    """A filter that says its type: taken without it as well, but not documented so."""

    model_config = ConfigDict(json_schema_extra=_say_type)


class AllFilter(Request):
    """Matches all."""

    type: Literal["all"] = "all"

    def meant(self) -> language.Filter:
        """Translate to the registry."""
        return language.Everything()


class NoneFilter(_Typed):
    """Matches none."""

    type: Literal["none"] = "none"

    def meant(self) -> language.Filter:
        """Translate to the registry."""
        return language.Nothing()


class IdentifierFilter(_Typed):
    """Matches an identifier."""

    type: Literal["identifier"] = "identifier"
    id: str

    def meant(self) -> language.Filter:
        """Translate to the registry."""
        return language.IdentifierIs(self.id)


class TypeFilter(_Typed):
    """Matches a type."""

    type: Literal["type"] = "type"
    item_type: str

    def meant(self) -> language.Filter:
        """Translate to the registry."""
        return language.TypeIs(self.item_type)


class TagFilter(_Typed):
    """Matches a text within one of a list of tags, in whatever case."""

    type: Literal["tag"] = "tag"
    name: str
    tag: str

    def meant(self) -> language.Filter:
        """Translate to the registry."""
        return language.HasTag(self.name, self.tag)


class PropertyFilter(_Typed):
    """Matches a text within a property, in whatever case."""

    type: Literal["property"] = "property"
    name: str
    property: str

    def meant(self) -> language.Filter:
        """Translate to the registry."""
        return language.Contains(self.name, self.property)


class AndFilter(_Typed):
    """Matches what all of its filters match."""

    type: Literal["and"] = "and"
    filters: "list[AnyFilter]" = Field(max_length=language.COUNT_LIMIT)

    def meant(self) -> language.Filter:
        """Translate to the registry."""
        return language.And(tuple(one.meant() for one in self.filters))


class OrFilter(_Typed):
    """Matches what any of its filters matches."""

    type: Literal["or"] = "or"
    filters: "list[AnyFilter]" = Field(max_length=language.COUNT_LIMIT)

    def meant(self) -> language.Filter:
        """Translate to the registry."""
        return language.Or(tuple(one.meant() for one in self.filters))


AnyFilter = Annotated[
    Annotated[AllFilter, Tag("all")]
    | Annotated[NoneFilter, Tag("none")]
    | Annotated[IdentifierFilter, Tag("identifier")]
    | Annotated[TypeFilter, Tag("type")]
    | Annotated[TagFilter, Tag("tag")]
    | Annotated[PropertyFilter, Tag("property")]
    | Annotated[AndFilter, Tag("and")]
    | Annotated[OrFilter, Tag("or")],
    Discriminator(
        _type_of, custom_error_type="filter_type", custom_error_message=f"the type is one of: {', '.join(sorted(_TYPES))}"
    ),
]
"""A filter, told by its type."""


class Query(Request):
    """A search."""

    filter: AnyFilter = AllFilter()

    def meant(self) -> language.Filter:
        """Translate to the registry."""
        return self.filter.meant()
