"""The language that searches are said in: eight sorts of filters, nested within bounds. Pure: it reads nothing.

`check` refuses what a search cannot answer before anything is read, `selected` says which identifiers or types are
enough to look at, `predicate` makes what decides about one thing after the other.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from cairn.errors import FilterInvalidError
from cairn.records import Json

DEPTH_LIMIT = 16
"""How deep filters may nest."""
COUNT_LIMIT = 500
"""The most filters of one search, all told."""


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches all."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Matches none."""


@dataclass(frozen=True, slots=True)
class IdentifierIs:
    """Matches the one that has this identifier."""

    identifier: str


@dataclass(frozen=True, slots=True)
class TypeIs:
    """Matches what is of this type."""

    type: str


@dataclass(frozen=True, slots=True)
class HasTag:
    """Matches what has, in the list `name`, a text that contains `tag`, in whatever case."""

    name: str
    tag: str


@dataclass(frozen=True, slots=True)
class Contains:
    """Matches what has an attribute `name` that contains `text`, in whatever case."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class And:
    """Matches what all of these match: of none, everything."""

    filters: "tuple[Filter, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """Matches what any of these matches: of none, nothing."""

    filters: "tuple[Filter, ...]"


Filter = Everything | Nothing | IdentifierIs | TypeIs | HasTag | Contains | And | Or


@dataclass(frozen=True, slots=True)
class Searchable:
    """What a filter looks at."""

    identifier: str
    attributes: Mapping[str, Json]
    """Asked for by those names only that the filters name: it may be read when asked."""
    type: str | None = None


Predicate = Callable[[Searchable], bool]


def check(wanted: Filter, *, lists: Collection[str], texts: Collection[str], typed: bool = True) -> None:
    """Refuse what cannot be answered of things with these attributes: lists of texts, and texts.

    Raises:
        FilterInvalidError: it nests too deep, has too many parts, or asks for an attribute (or, of things without one,
            a type) that is not there.
    """
    for count, (one, depth) in enumerate(_walk(wanted), 1):
        if depth > DEPTH_LIMIT:
            raise FilterInvalidError(reason=f"it nests more than {DEPTH_LIMIT} deep")
        if count > COUNT_LIMIT:
            raise FilterInvalidError(reason=f"it has more than {COUNT_LIMIT} parts")
        match one:
            case HasTag(name) if name not in lists:
                raise FilterInvalidError(reason=f"what is searched has these lists of tags: {_named(lists)}")
            case Contains(name) if name not in texts:
                raise FilterInvalidError(reason=f"what is searched has these properties: {_named(texts)}")
            case TypeIs() if not typed:
                raise FilterInvalidError(reason="what is searched has no type")


def attributes(wanted: Filter) -> set[str]:
    """Return the names of the attributes that it asks for."""
    return {one.name for one, _ in _walk(wanted) if isinstance(one, HasTag | Contains)}


def selected(wanted: Filter) -> tuple[set[str] | None, set[str] | None]:
    """Return (identifiers, types): nothing outside of them can match; None where it says nothing about them."""
    match wanted:
        case Nothing():
            return set(), set()
        case IdentifierIs(identifier):
            return {identifier}, None
        case TypeIs(type_name):
            return None, {type_name}
        case And(filters):
            parts = [selected(one) for one in filters]
            return _all_of([names for names, _ in parts]), _all_of([types for _, types in parts])
        case Or(filters):
            parts = [selected(one) for one in filters]
            return _any_of([names for names, _ in parts]), _any_of([types for _, types in parts])
    return None, None


def predicate(wanted: Filter) -> Predicate:  # noqa: PLR0911 - one for each sort of filter
    """Return what tells whether something matches."""
    match wanted:
        case IdentifierIs(identifier):
            return lambda one: one.identifier == identifier
        case TypeIs(type_name):
            return lambda one: one.type == type_name
        case HasTag(name, tag):
            lowered = tag.lower()
            return lambda one: any(lowered in text for text in _texts(one.attributes.get(name)))
        case Contains(name, text):
            lowered = text.lower()
            return lambda one: isinstance(found := one.attributes.get(name), str) and lowered in found.lower()
        case And(filters):
            every = [predicate(part) for part in filters]
            return lambda one: all(matches(one) for matches in every)
        case Or(filters):
            names = {part.identifier for part in filters if isinstance(part, IdentifierIs)}
            others = [predicate(part) for part in filters if not isinstance(part, IdentifierIs)]
            return lambda one: one.identifier in names or any(matches(one) for matches in others)
        case Nothing():
            return lambda _: False
    return lambda _: True


def _walk(wanted: Filter) -> Iterator[tuple[Filter, int]]:
    pending: list[tuple[Filter, int]] = [(wanted, 1)]
    while pending:
        one, depth = pending.pop()
        yield one, depth
        if isinstance(one, And | Or):
            pending += [(part, depth + 1) for part in one.filters]


def _texts(found: Json) -> Iterator[str]:
    if isinstance(found, list | tuple):
        yield from (text.lower() for text in found if isinstance(text, str))


def _named(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def _all_of(parts: list[set[str] | None]) -> set[str] | None:
    told = [part for part in parts if part is not None]
    return set.intersection(*told) if told else None


def _any_of(parts: list[set[str] | None]) -> set[str] | None:
    told = [part for part in parts if part is not None]
    return set[str]().union(*told) if len(told) == len(parts) else None
