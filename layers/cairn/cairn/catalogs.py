"""The words of custom lists and catalogs: what may be said in an MLTE document, and code to test models with."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A word of a custom list."""

    name: str
    description: str
    parent: str | None = None
    """An entry of the list that this one's list is under, None where it is under none."""


@dataclass(frozen=True, slots=True)
class CustomList:
    """What was made of a custom list since it was built in."""

    name: str
    changed: Mapping[str, ListEntry | None] = field(default_factory=dict)
    """By their names, as addresses spell them: entries that were added or changed, and None for those that were taken away."""
    revision: int = 0
    """Grows by one with each change; 0: nothing was changed, and nothing is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogEntry:
    """Code that tests a quality of a model, for others to find and use."""

    catalog: str
    identifier: str
    code: str
    tags: tuple[str, ...] = ()
    quality_attribute: str = ""
    description: str | None = None
    inputs: str | None = None
    output: str | None = None
    created_at: str = ""
    """RFC 3339, UTC, milliseconds."""
    created_by: str = ""
    updated_at: str = ""
    """The same, "" for never."""
    updated_by: str = ""
    revision: int = 1
    """Grows by one with each change: the optimistic lock."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """A catalog."""

    name: str
    is_read_only: bool
