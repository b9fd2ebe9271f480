"""The versions' transactions: record, uniqueness, counter, list entries and audit entry are written together or not at all."""

import random
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from cairn.errors import FamilyClosedError, RevisionConflictError, StoreBusyError
from cairn.records import Ancestor, AuditEntry, Child, Family, Kind, Listed, Parent, Version
from cairn.runtime.clock import new_id, now
from cairn.store import items, keys
from cairn.store.keys import Key
from cairn.store.readmes import Readmes
from cairn.store.segments import QUERIES_PER_PAGE, Heads, Position, walk
from cairn.store.table import BATCH, ConditionsFailedError, Table, Write, delete, put, update

_CREATE_TRIES = 64
_FAMILIES_KEPT = 1024


class VersionKnownError(Exception):
    """A version with this id is, or was, registered: the same creation comes a second time."""


class SourceHeldError(Exception):
    """The source is registered already; who may be told by whom is the registry's to decide."""

    def __init__(self, holder: Ancestor) -> None:
        """Keep who holds it."""
        super().__init__(holder.id)
        self.holder = holder


class VersionStore:
    """Versions in the table."""

    def __init__(self, table: Table, heads: Heads | None = None) -> None:
        """Keep versions in `table`."""
        self._table = table
        self._heads = heads or Heads()
        self.readmes = Readmes(table)
        self._families: OrderedDict[Key, Family] = OrderedDict()

    def get(self, version_id: str) -> Version | None:
        """Read a version."""
        item = self._table.get(keys.version(version_id))
        return items.to_version(item) if item else None

    def get_many(self, version_ids: Sequence[str]) -> list[Version]:
        """Read versions; those that do not exist are left out."""
        found = self._table.get_many([keys.version(version_id) for version_id in version_ids])
        return [items.to_version(item) for item in found.values()]

    def add(
        self,
        version: Version,
        entry: Callable[[Version], AuditEntry],
        may_join: Callable[[Family], bool],
        readme: str = "",
    ) -> Version:
        """Register a version: one transaction, which gives it its number, its family and its place in the lists.

        The family is a guess that the transaction checks: none for a name that this process has not seen. A wrong guess
        costs one refused transaction, which tells the right one.

        Args:
            version: The version; the store sets its number, family and segments, and its owner where the family has one.
            entry: Makes its audit entry, of the version as it is placed.
            may_join: Asked whether a further version may be added to a family that has some.
            readme: The text that it is found by beside its name.

        Raises:
            VersionKnownError: this very version was registered before.
            SourceHeldError: its source is registered already.
            FamilyClosedError: the name has versions, and `may_join` said no.
        """
        key = keys.family(version.project, version.kind, version.name)
        for attempt in range(_CREATE_TRIES):
            if attempt > 1:  # Others number the same name just now: step aside for a moment.
                time.sleep(random.uniform(0, min(0.2, 0.002 * 2 ** min(attempt, 8))))  # noqa: S311 - spreads retries
            known = self._families.get(key, Family())
            if known.live and not may_join(known):
                if attempt:
                    raise FamilyClosedError(kind=version.kind, name=version.name)
                known = Family()  # What this process remembers may be over: let the transaction tell.
            placed = self._placed(version, known, readme)
            try:
                writes = self._creation(placed, key, known, entry(placed))
                self._table.write([*writes, *self._readme_changes(None, placed, readme)])
            except ConditionsFailedError as refused:
                if {keys.version(placed.id), keys.audit(placed.id, 1, placed.id)} & refused.found.keys():
                    raise VersionKnownError from refused
                self._learn(refused, placed, key)
            else:
                self._remember(key, replace(_joined(known, placed), live=known.live + 1), placed)
                return placed
        raise StoreBusyError

    def note(self, entry: AuditEntry) -> None:
        """Write an audit entry of what changed nothing: one write."""
        self._table.put(items.audit_item(entry))

    def replace(self, old: Version, new: Version, entry: AuditEntry, readme: str | None = None) -> Version:
        """Write a changed version over the revision that it was made from; return it as it stands.

        Args:
            old: The version as it was read.
            new: The version as it shall be.
            entry: The audit entry of the change.
            readme: Its new README ("" takes it away), None where that does not change.

        Raises:
            RevisionConflictError: somebody else changed or deleted it first.
            SourceHeldError: its new source is registered already.
        """
        for _ in range(_CREATE_TRIES):
            placed = new if readme is None else replace(new, readme_segment=self._readme_segment(old.readme_segment, readme))
            record = put(keys.version(new.id), items.version_item(placed), "revision = :seen", seen=old.revision)
            writes = [record, self._audited(entry), *self._source_changes(old, placed), *self._edge_changes(old, placed)]
            if readme is not None:
                writes += self._readme_changes(old, placed, readme)
            try:
                self._table.write(writes)
            except ConditionsFailedError as refused:
                if record.key in refused.found:
                    raise RevisionConflictError(id=new.id) from refused
                self._learn(refused, placed, None)
            else:
                return placed
        raise StoreBusyError

    def remove(self, removals: Iterable[tuple[Version, AuditEntry]]) -> None:
        """Delete versions, all or none.

        Raises:
            RevisionConflictError: somebody else changed or deleted one first.
        """
        doomed = list(removals)
        try:
            removed = [write for version, entry in doomed for write in self._removal(version, entry)]
            self._table.write([*removed, *_left(version for version, _ in doomed)])
        except ConditionsFailedError as refused:
            raise RevisionConflictError(id=doomed[0][0].id) from refused

    def listed(
        self, kind: Kind | None, start: Position, limit: int, queries: int = QUERIES_PER_PAGE
    ) -> tuple[list[tuple[Position, Listed]], Position | None]:
        """Read a page of the list of everything (None) or of one kind, oldest first, and where to go on."""
        entries, position = walk(self._table, kind, start, limit, queries)
        return [(place, items.to_listed(entry)) for place, entry in entries], position

    def named(self, name: str, after: str, limit: int) -> tuple[list[Listed], str | None]:
        """Read a page of the versions of a name: by kind, project and number. Returns where to go on as well."""
        page, go_on = self._page(keys.name_partition(name), after, limit)
        return [items.to_listed(entry) for entry in page], go_on

    def audit_trail(self, version_id: str, after: str, limit: int) -> tuple[list[AuditEntry], str | None]:
        """Read a page of a version's audit trail, newest first. Returns where to go on as well."""
        page, go_on = self._page(keys.audit_partition(version_id), after, limit, newest_first=True)
        return [items.to_audit_entry(item) for item in page], go_on

    def ancestors(self, parents: Iterable[Parent]) -> dict[Parent, Ancestor]:
        """Read those parents that are registered: one batch read."""
        wanted = {parent: keys.source(parent.kind, parent.source) for parent in parents}
        found = self._table.get_many(list(wanted.values()))
        return {parent: items.to_ancestor(found[key]) for parent, key in wanted.items() if key in found}

    def children(self, kind: Kind, canonical: str, limit: int) -> list[Child]:
        """Read the versions that name a source as their parent, oldest first: one query."""
        found, _ = self._table.query(keys.children_partition(kind, canonical), limit=limit)
        return [items.to_child(item) for item in found]

    def _page(
        self, partition: str, after: str, limit: int, *, newest_first: bool = False
    ) -> tuple[list[items.Item], str | None]:
        # One more than wanted tells whether there is a next page.
        found, last = self._table.query(partition, after=after or None, limit=limit + 1, newest_first=newest_first)
        page = found[:limit]
        return page, page[-1]["sk"]["S"] if len(found) > limit or last else None

    def _readme_segment(self, present: int | None, readme: str) -> int | None:
        if not readme:
            return None
        return self._heads.target(keys.READMES) if present is None else present

    def _placed(self, version: Version, known: Family, readme: str) -> Version:
        is_first = not known.live
        return replace(
            version,
            number=known.last_number + 1,
            family_id=new_id() if is_first else known.family_id,
            owner=version.owner if is_first else known.owner,
            since=known.removed_at if is_first else known.since,
            segment=self._heads.target(None),
            kind_segment=self._heads.target(version.kind),
            readme_segment=self._readme_segment(None, readme),
        )

    def _creation(self, version: Version, key: Key, known: Family, entry: AuditEntry) -> list[Write]:
        writes = [
            put(keys.version(version.id), items.version_item(version), _IS_NEW),
            self._counted(version, key, known),
            self._audited(entry),
            *(put(key, items.listed_item(key, version)) for key in _entries(version)),
            *self._heads.writes(None, version.id),
            *self._heads.writes(version.kind, version.id),
            *self._edge_changes(None, version),
        ]
        if version.canonical_source is not None:
            writes.append(self._taken(version, version.canonical_source))
        return writes

    @staticmethod
    def _counted(version: Version, key: Key, known: Family) -> Write:
        """Take the next number: in a family that has versions, or (its name being free) at the head of a new one."""
        last = known.last_number
        if known.live:
            stands = "last_number = :last AND family_id = :family AND live > :none"
            counted = "SET last_number = :next ADD live :one"
            return update(key, counted, stands, last=last, family=known.family_id, none=0, next=last + 1, one=1)
        begun = items.family_item(key, replace(_joined(known, version), live=1))
        return put(key, begun, "last_number = :last AND live = :none", last=last, none=0) if last else put(key, begun, _IS_NEW)

    def _removal(self, version: Version, entry: AuditEntry) -> list[Write]:
        doomed = [*_entries(version), *_edges(version)]
        if version.readme_segment is not None:
            doomed.append(keys.readme(version.readme_segment, version.id))
        if version.canonical_source is not None:
            doomed.append(keys.source(version.kind, version.canonical_source))
        record = delete(keys.version(version.id), "revision = :seen", seen=version.revision)
        return [record, self._audited(entry), *(delete(key) for key in doomed)]

    def _source_changes(self, old: Version, new: Version) -> list[Write]:
        before, after = old.canonical_source, new.canonical_source
        if before == after:
            if after is None or (old.parents, old.size_bytes, old.source) == (new.parents, new.size_bytes, new.source):
                return []
            return [put(keys.source(new.kind, after), items.source_item(new, after))]
        freed = [delete(keys.source(old.kind, before))] if before is not None else []
        taken = [self._taken(new, after)] if after is not None else []
        return freed + taken

    @staticmethod
    def _edge_changes(old: Version | None, new: Version) -> list[Write]:
        before, after = _edges(old) if old else {}, _edges(new)
        gone = [delete(key) for key in before if key not in after]
        return gone + [put(key, items.child_item(new, parent)) for key, parent in after.items() if before.get(key) != parent]

    def _readme_changes(self, old: Version | None, new: Version, readme: str) -> list[Write]:
        before = old.readme_segment if old else None
        if new.readme_segment is None:
            return [] if before is None else [delete(keys.readme(before, new.id))]
        key = keys.readme(new.readme_segment, new.id)
        begun = self._heads.writes(keys.READMES, new.id) if before is None else []
        return [put(key, items.readme_item(key, new, readme)), *begun]

    @staticmethod
    def _taken(version: Version, canonical: str) -> Write:
        return put(keys.source(version.kind, canonical), items.source_item(version, canonical), _IS_NEW)

    @staticmethod
    def _audited(entry: AuditEntry) -> Write:
        return put(keys.audit(entry.version_id, entry.revision_after, entry.id), items.audit_item(entry), _IS_NEW)

    def _learn(self, refused: ConditionsFailedError, version: Version, key: Key | None) -> None:
        _raise_taken(refused)
        if key in refused.found:
            self._families[key] = items.to_family(refused.found[key])
        for kind in (None, version.kind, keys.READMES):
            if keys.head(kind) in refused.found:
                self._heads.learn(kind, refused.found[keys.head(kind)])

    def _remember(self, key: Key, family: Family, version: Version) -> None:
        self._families[key] = family
        self._families.move_to_end(key)
        if len(self._families) > _FAMILIES_KEPT:
            self._families.popitem(last=False)
        self._heads.confirm(None)
        self._heads.confirm(version.kind)
        if version.readme_segment is not None:
            self._heads.confirm(keys.READMES)


_ITEMS_REMOVED = 7
"""A removal writes seven items: record, audit entry, source, name, the two lists, and the family; and what else it has."""

REMOVALS_PER_TRANSACTION = BATCH // _ITEMS_REMOVED


def transactions(versions: Iterable[Version]) -> Iterator[list[Version]]:
    """Cut versions that are to be removed into lots that fit one transaction each."""
    lot: list[Version] = []
    weight = 0
    for version in versions:
        items_removed = _ITEMS_REMOVED + len(_edges(version)) + (version.readme_segment is not None)
        if lot and weight + items_removed > BATCH:
            yield lot
            lot, weight = [], 0
        lot.append(version)
        weight += items_removed
    if lot:
        yield lot


_IS_NEW = "attribute_not_exists(pk)"


def _entries(version: Version) -> list[Key]:
    return [
        keys.listed(version.segment, version.id),
        keys.listed_by_kind(version.kind, version.kind_segment, version.id),
        keys.named(version.project, version.kind, version.name, version.number),
    ]


def _edges(version: Version) -> dict[Key, Parent]:
    """Return the edges from a version's parents to it; a source that is named twice is one parent."""
    return {keys.child(parent, version.id): parent for parent in version.parents}


def _joined(known: Family, version: Version) -> Family:
    """Return a family as it is once a version has joined it; `live` is the caller's to count."""
    return replace(
        known, last_number=version.number, family_id=version.family_id, owner=version.owner, since=version.since, removed_at=""
    )


def _left(versions: Iterable[Version]) -> Iterator[Write]:
    """Count versions out of their families, each family once: when the last has gone, the name is free."""
    for key, count in Counter(keys.family(version.project, version.kind, version.name) for version in versions).items():
        yield update(key, "SET removed_at = :at ADD live :gone", at=now(), gone=-count)


def _raise_taken(refused: ConditionsFailedError) -> None:
    for key, holder in refused.found.items():
        if key.pk.startswith("U#") and holder:
            raise SourceHeldError(items.to_ancestor(holder)) from refused
