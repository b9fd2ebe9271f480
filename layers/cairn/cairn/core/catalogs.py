"""Catalogs: code that tests qualities of models, for others to find and use. One is built in, one is the deployment's."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from cairn.accounts import AccessEntry, Subject
from cairn.catalogs import Catalog, CatalogEntry
from cairn.core import filters, identifiers, journal, sample_catalog
from cairn.core.custom_lists import CustomLists
from cairn.core.filters import Filter, Searchable
from cairn.errors import (
    CatalogEntryInvalidError,
    CatalogEntryMissingError,
    CatalogEntryTakenError,
    CatalogMissingError,
    CatalogReadOnlyError,
    CursorInvalidError,
    PermissionMissingError,
    RevisionConflictError,
)
from cairn.permissions import Caller, Method, Resource, ResourceType, may
from cairn.records import Page
from cairn.runtime.clock import now
from cairn.store import cursor, keys
from cairn.store.catalogs import CatalogStore, Placed

SAMPLE, LOCAL = Catalog("sample", is_read_only=True), Catalog("local", is_read_only=False)
CATALOGS = {one.name: one for one in (SAMPLE, LOCAL)}
"""The catalogs, in the order in which they are listed."""
TEXTS = ("quality_attribute", "code", "description", "inputs", "output")
"""What a filter can look into."""
TAGS_LIMIT, CODE_LIMIT, TEXT_LIMIT = 100, 200_000, 10_000
"""The most tags of an entry, characters of its code, and of each of its other texts."""
PAGE_BYTES = 4_500_000
"""Where an answer is cut: Lambda sends 6 MB, and has the body in JSON twice."""
_READ = 1_000
_QUERIES = 25
"""The most queries of one request: what is not read then, the next page reads."""
_TRIES = 10


class Catalogs:
    """The catalogs of a deployment."""

    def __init__(self, store: CatalogStore, words: CustomLists) -> None:
        """Keep entries in `store`; what they may be tagged with, `words` say."""
        self._store = store
        self._words = words

    def catalogs(self, caller: Caller) -> list[Catalog]:
        """Return the catalogs that the caller may read.

        Raises:
            PermissionMissingError: there is none.
        """
        readable = [one for one in CATALOGS.values() if may(caller, Method.GET, _resource(one.name))]
        if not readable:
            raise PermissionMissingError(action="see catalogs")
        return readable

    def listing(self, caller: Caller, catalog: str, offset: str | None) -> Page[CatalogEntry]:
        """Return a page of the entries of a catalog: all that fit into one answer.

        Raises:
            PermissionMissingError: the caller may not read the catalog.
            CatalogMissingError: there is no such catalog.
            CursorInvalidError: the offset is not of this list.
        """
        _demand(caller, Method.GET, catalog, "see this catalog")
        return self._page([_existing(catalog)], filters.Everything(), keys.digest("catalog", catalog), offset)

    def search(self, caller: Caller, wanted: Filter, offset: str | None) -> Page[CatalogEntry]:
        """Return a page of the matching entries of all catalogs that the caller may read.

        Where identifiers are enough to look at, those are read; else the catalogs, 25 queries a page at most.

        Raises:
            PermissionMissingError: the caller may not read any catalog.
            FilterInvalidError: entries have no such attribute, or it is out of bounds.
            CursorInvalidError: the offset is not of this filter.
        """
        readable = self.catalogs(caller)
        filters.check(wanted, lists={"tags"}, texts=TEXTS, typed=False)
        return self._page(readable, wanted, keys.digest("catalogs", repr(wanted), *(one.name for one in readable)), offset)

    def retrieve(self, caller: Caller, catalog: str, identifier: str) -> CatalogEntry:
        """Return an entry; raises as `listing`, and CatalogEntryMissingError."""
        _demand(caller, Method.GET, catalog, "see this catalog")
        return self._present(_existing(catalog), identifier)

    def create(self, caller: Caller, entry: CatalogEntry) -> CatalogEntry:
        """Add an entry.

        Raises:
            PermissionMissingError: the caller may not add to the catalog.
            CatalogMissingError, CatalogReadOnlyError: it cannot be added to.
            CatalogEntryTakenError: it has one of this identifier.
            CatalogEntryInvalidError: a text is too long or not usable, a tag or quality attribute not one of the lists.
        """
        # There are no catalogs to be made, so who may create among them may add entries.
        if not may(caller, Method.POST, Resource(ResourceType.CATALOG)):
            _demand(caller, Method.POST, entry.catalog, "add to this catalog")
        _writable(entry.catalog)
        if reason := identifiers.unusable(entry.identifier):
            raise CatalogEntryInvalidError(reason=reason)
        self._check(entry)
        new = replace(entry, created_at=now(), created_by=caller.name)
        if not self._store.add(new, _told(caller, None, new)):
            raise CatalogEntryTakenError(catalog=entry.catalog, identifier=entry.identifier)
        return new

    def update(self, caller: Caller, entry: CatalogEntry) -> CatalogEntry:
        """Replace what an entry says; who made it and when stays. Raises as `create`, and CatalogEntryMissingError."""

        def replaced(old: CatalogEntry) -> CatalogEntry:
            self._check(entry, old)
            return replace(
                entry,
                identifier=old.identifier,
                created_at=old.created_at,
                created_by=old.created_by,
                updated_at=now(),
                updated_by=caller.name,
                revision=old.revision + 1,
            )

        return self._change(caller, Method.PUT, entry.catalog, entry.identifier, replaced)

    def delete(self, caller: Caller, catalog: str, identifier: str) -> CatalogEntry:
        """Delete an entry; raises as `update`."""
        return self._change(caller, Method.DELETE, catalog, identifier, None)

    def _change(
        self, caller: Caller, method: Method, catalog: str, identifier: str, made: Callable[[CatalogEntry], CatalogEntry] | None
    ) -> CatalogEntry:
        """Write what is made of an entry (None: nothing) over the revision that was read, taking turns with others."""
        _demand(caller, method, catalog, "change this catalog")
        where = _writable(catalog)
        for _ in range(_TRIES):
            old = self._present(where, identifier)
            new = made(old) if made else None
            if self._store.replace(old, new, _told(caller, old, new)):
                return new or old
        raise RevisionConflictError(id=identifier)

    def _present(self, catalog: Catalog, identifier: str) -> CatalogEntry:
        found, _ = self._read(catalog, "", [identifier])
        if not found:
            raise CatalogEntryMissingError(catalog=catalog.name, identifier=identifier)
        return found[0].entry

    def _check(self, entry: CatalogEntry, old: CatalogEntry | None = None) -> None:
        """Refuse what is too long, and words that are not (or, of an entry that has them, no longer) in the lists."""
        texts = [entry.description or "", entry.inputs or "", entry.output or "", entry.quality_attribute, *entry.tags]
        if len(entry.code) > CODE_LIMIT or len(entry.tags) > TAGS_LIMIT or max(map(len, texts)) > TEXT_LIMIT:
            limits = f"{CODE_LIMIT} characters of code, {TAGS_LIMIT} tags, and {TEXT_LIMIT} characters of any other text"
            raise CatalogEntryInvalidError(reason=f"it has more than {limits}")
        new = {"tags": set(entry.tags) - set(old.tags if old else ()), "quality_attributes": {entry.quality_attribute} - {""}}
        new["quality_attributes"] -= {old.quality_attribute if old else ""}
        asked = [name for name, words in new.items() if words]
        for name, words in (self._words.names_of(asked) if asked else {}).items():
            if unknown := new[name] - words:
                told = ", ".join(sorted(unknown))[:TEXT_LIMIT]
                raise CatalogEntryInvalidError(reason=f"the custom list {name} does not have {told}")

    def _page(self, where: Sequence[Catalog], wanted: Filter, of_these: str, offset: str | None) -> Page[CatalogEntry]:
        part, _, after = cursor.decode(offset, of_these) if offset else (0, 0, "")
        if part >= len(where):
            raise CursorInvalidError
        matches, only = filters.predicate(wanted), filters.selected(wanted)[0]
        found: list[CatalogEntry] = []
        size = queries = 0
        while part < len(where) and queries < _QUERIES:
            placed, go_on = self._read(where[part], after, only)
            queries += 1
            for one in (one for one in placed if matches(_searchable(one.entry))):
                size += _size(one.entry)
                if found and size > PAGE_BYTES:
                    return Page(_in_order(found), cursor.encode(of_these, part, 0, after))
                found.append(one.entry)
                after = one.place
            part, after = (part, go_on) if go_on else (part + 1, "")
        return Page(_in_order(found), cursor.encode(of_these, part, 0, after) if part < len(where) else None)

    def _read(self, catalog: Catalog, after: str, only: Collection[str] | None) -> tuple[list[Placed], str | None]:
        """Return entries behind a place (those of these identifiers alone, or None: all), and where to go on."""
        if catalog is SAMPLE:
            wanted = None if only is None else {keys.spelled(one) for one in only}
            sample = [Placed(keys.catalog_entry(SAMPLE.name, one.identifier).sk, one) for one in sample_catalog.ENTRIES]
            chosen = [one for one in sample if wanted is None or keys.spelled(one.entry.identifier) in wanted]
            return sorted((one for one in chosen if one.place > after), key=lambda one: one.place), None
        if only is None:
            return self._store.page(catalog.name, after, _READ)
        return self._store.among(catalog.name, only, after)


def _searchable(entry: CatalogEntry) -> Searchable:
    return Searchable(entry.identifier, {"tags": [*entry.tags], **{name: getattr(entry, name) for name in TEXTS}})


def _in_order(found: list[CatalogEntry]) -> list[CatalogEntry]:
    # The table has them in the order of digests; within an answer people want the order of their making.
    return sorted(found, key=lambda one: (one.created_at, one.identifier))


def _size(entry: CatalogEntry) -> int:
    """Return the most bytes that an entry takes in what Lambda sends: JSON within JSON."""
    texts = [entry.identifier, entry.code, entry.description, entry.inputs, entry.output, entry.quality_attribute, *entry.tags]
    return 600 + len(json.dumps(json.dumps([*texts, entry.created_by, entry.updated_by])))


def _existing(catalog: str) -> Catalog:
    if catalog not in CATALOGS:
        raise CatalogMissingError(name=catalog)
    return CATALOGS[catalog]


def _writable(catalog: str) -> Catalog:
    if _existing(catalog).is_read_only:
        raise CatalogReadOnlyError(name=catalog)
    return CATALOGS[catalog]


def _told(caller: Caller, old: CatalogEntry | None, new: CatalogEntry | None) -> AccessEntry:
    named = new or old
    name = f"{named.catalog}/{named.identifier}" if named else ""
    return journal.change(caller, Subject.CATALOG_ENTRY, name, old, new)


def _resource(catalog: str) -> Resource:
    return Resource(ResourceType.CATALOG, catalog)


def _demand(caller: Caller, method: Method, catalog: str, action: str) -> None:
    if not may(caller, method, _resource(catalog)):
        raise PermissionMissingError(action=action)
