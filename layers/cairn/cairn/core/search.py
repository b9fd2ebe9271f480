"""Search: lists, names, and regular expressions over names and READMEs."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from cairn import permissions
from cairn.errors import CursorInvalidError, NameInvalidError, NameMissingError, PatternUnmatchedError, QueriesTooManyError
from cairn.permissions import Caller, Method, may
from cairn.records import Kind, Listed, Page
from cairn.store import cursor, keys
from cairn.store.items import to_readme
from cairn.store.readmes import Readmes
from cairn.store.segments import Position
from cairn.store.versions import VersionStore

EVERY_NAME = "*"
PAGE = 100
"""The most entries of a page."""

QUERY_LIMIT = 100
"""The most queries of one list request."""

_READS_PER_PAGE = 25
_TEXTS_PER_READ = 6_000
_READS_PER_SEARCH = 40
_SECONDS_PER_SEARCH = 12
_NAMES, _README_TEXTS = 0, 1


@dataclass(frozen=True, slots=True)
class Query:
    """One query of a list: a name (`*` is any), and kinds (none is any)."""

    name: str
    kinds: frozenset[Kind]

    def matches(self, entry: Listed) -> bool:
        """Tell whether the query asks for an entry."""
        return self.name in {EVERY_NAME, entry.name} and (not self.kinds or entry.kind in self.kinds)


@dataclass(frozen=True, slots=True)
class _Part:
    """One stretch of the table that a list reads: a name, or all versions of one kind (None: of any)."""

    query: Query
    kind: Kind | None

    def matches(self, entry: Listed) -> bool:
        """Tell whether the list has an entry because of this part."""
        return self.kind in {None, entry.kind} and self.query.matches(entry)


class Search:
    """Finding versions without their ids: each caller finds what they may see, and nothing tells of the rest."""

    def __init__(self, versions: VersionStore) -> None:
        """Search the versions in a store."""
        self._versions = versions
        self._readmes = Readmes(versions.table)

    def listing(self, caller: Caller, queries: Sequence[Query], offset: str | None) -> Page[Listed]:
        """Return a page of the union of the queries, each version once.

        Raises:
            QueriesTooManyError: there are more than 100.
            CursorInvalidError: the offset is not of these queries.
        """
        if len(queries) > QUERY_LIMIT:
            raise QueriesTooManyError(count=len(queries), limit=QUERY_LIMIT)
        parts = list(_parts(queries))
        of_these = keys.digest("list", *(f"{part.kind}/{sorted(part.query.kinds)}/{part.query.name}" for part in parts))
        index, segment, after = cursor.decode(offset, of_these) if offset else (0, 0, "")
        if index > len(parts):
            raise CursorInvalidError
        found: list[Listed] = []
        position: Position | None = Position(segment, after)
        for _ in range(_READS_PER_PAGE):
            if index >= len(parts) or len(found) >= PAGE:
                break
            entries, position = self._read(parts[index], position or Position(), PAGE - len(found))
            asked_for = [entry for entry in entries if parts[index].matches(entry) and _sees(caller, entry)]
            found += [entry for entry in asked_for if not any(part.matches(entry) for part in parts[:index])]
            index += position is None
        if index >= len(parts):
            return Page(found)
        at = position or Position()
        return Page(found, cursor.encode(of_these, index, at.segment, at.after))

    def by_name(self, caller: Caller, name: str, kinds: frozenset[Kind], offset: str | None) -> Page[Listed]:
        """Return a page of the versions of these kinds with exactly this name: one query.

        Where the caller may see nothing of a page, the next ones are read, so that a name that only others have looks
        like none.

        Raises:
            NameMissingError: there is none.
            NameInvalidError: it is `*`, which stands for all names.
            CursorInvalidError: the offset is not of this name.
        """
        if name == EVERY_NAME:
            raise NameInvalidError(reason="`*` stands for all names; list them instead")
        of_this = keys.digest("name", name)
        after = cursor.decode(offset, of_this)[2] if offset else ""
        for _ in range(_READS_PER_PAGE):
            found, last = self._versions.named(name, after, PAGE)
            wanted = [entry for entry in found if entry.kind in kinds and _sees(caller, entry)]
            if wanted or not last:
                break
            after = last
        if not wanted and not last and not offset:
            raise NameMissingError
        return Page(wanted, cursor.encode(of_this, 0, 0, last) if last else None)

    def by_pattern(
        self, caller: Caller, pattern: str, matches: Callable[[str], bool], kinds: frozenset[Kind], offset: str | None
    ) -> Page[Listed]:
        """Return a page of the versions of these kinds whose names or READMEs match.

        What is read is kept for that: list entries and READMEs, never the records.

        Args:
            caller: Who searches.
            pattern: The pattern's text, which the offset is tied to.
            matches: The compiled pattern.
            kinds: The kinds that count.
            offset: Where the page before ended.

        Raises:
            PatternUnmatchedError: nothing matches.
            CursorInvalidError: the offset is not of this pattern.
        """
        of_this = keys.digest("pattern", pattern)
        part, segment, after = cursor.decode(offset, of_this) if offset else (_NAMES, 0, "")
        if part > _README_TEXTS:
            raise CursorInvalidError
        hunt = _Hunt(caller, matches, kinds)
        position: Position | None = Position(segment, after)
        if part == _NAMES and position:
            position = self._hunt_names(hunt, position)
            if position is None and not hunt.is_over:
                part, position = _README_TEXTS, Position()
            elif position is None:
                return Page(hunt.found, cursor.encode(of_this, _README_TEXTS, 0, ""))
        if part == _README_TEXTS and position and not hunt.is_over:
            position = self._hunt_readmes(hunt, position)
        if not hunt.found and position is None and not offset:
            raise PatternUnmatchedError
        return Page(hunt.found, cursor.encode(of_this, part, position.segment, position.after) if position else None)

    def _hunt_names(self, hunt: "_Hunt", start: Position) -> Position | None:
        position: Position | None = start
        for _ in range(_READS_PER_SEARCH):
            if position is None or hunt.is_over:
                break
            entries, position = self._versions.listed(None, position, _TEXTS_PER_READ, queries=1)
            for place, entry in entries:
                if hunt.matches(entry.name):
                    hunt.take(entry)
                if hunt.is_over:
                    return place
        return position

    def _hunt_readmes(self, hunt: "_Hunt", start: Position) -> Position | None:
        """Look through the READMEs of what its name did not find already."""
        position: Position | None = None
        for entries, go_on in self._readmes.pages(start):
            position = go_on
            for place, entry, item in entries:
                if not hunt.matches(entry.name) and hunt.matches(to_readme(item)):
                    hunt.take(entry)
                if hunt.is_over:
                    return place
        return position

    def _read(self, part: _Part, position: Position, limit: int) -> tuple[list[Listed], Position | None]:
        if part.query.name == EVERY_NAME:
            placed, go_on = self._versions.listed(part.kind, position, limit)
            return [entry for _, entry in placed], go_on
        entries, last = self._versions.named(part.query.name, position.after, limit)
        return entries, Position(0, last) if last else None


@dataclass
class _Hunt:
    """One request's search by a pattern: what counts, what was found, and until when."""

    caller: Caller
    matches: Callable[[str], bool]
    kinds: frozenset[Kind]
    found: list[Listed] = field(default_factory=list)
    deadline: float = field(default_factory=lambda: time.monotonic() + _SECONDS_PER_SEARCH)

    @property
    def is_over(self) -> bool:
        """Whether the page is full, or the time is up."""
        return len(self.found) == PAGE or time.monotonic() > self.deadline

    def take(self, entry: Listed) -> None:
        """Keep an entry, if its kind counts and the caller may see it."""
        if entry.kind in self.kinds and _sees(self.caller, entry):
            self.found.append(entry)


def _sees(caller: Caller, entry: Listed) -> bool:
    return may(caller, Method.GET, permissions.of(entry))


def _parts(queries: Sequence[Query]) -> Iterator[_Part]:
    """Return what to read: one or two kinds are read from their own lists, more are picked from the list of everything."""
    for query in dict.fromkeys(queries):
        if query.name == EVERY_NAME and len(query.kinds) in {1, 2}:
            yield from (_Part(query, kind) for kind in sorted(query.kinds))
        else:
            yield _Part(query, None)
