"""The versions' transactions: record, uniqueness, counter, list entries and audit entry are written together or not at all."""

import random
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from cairn.errors import FamilyClosedError, RevisionConflictError, StoreBusyError
from cairn.records import Ancestor, AuditEntry, Child, Family, Kind, Listed, Parent, Version
from cairn.store import items, keys
from cairn.store.keys import Key
from cairn.store.segments import QUERIES_PER_PAGE, Heads, Position, walk
from cairn.store.table import ConditionsFailedError, Table, Write, delete, put
from cairn.store.version_writes import (
    IS_NEW,
    Change,
    VersionKnownError,
    audited,
    begun,
    claim_changes,
    claims,
    counted,
    edge_changes,
    edges,
    entries,
    joined,
    left,
    raise_claimed,
    raise_taken,
    relabelled,
    source_changes,
    taken,
)

_CREATE_TRIES = 64
_FAMILIES_KEPT = 1024


class VersionStore:
    """Versions in the table."""

    def __init__(self, table: Table, heads: Heads | None = None) -> None:
        """Keep versions in `table`."""
        self._table = table
        self._heads = heads or Heads()
        self._families: OrderedDict[Key, Family] = OrderedDict()

    @property
    def table(self) -> Table:
        """The table, for what else lies in it."""
        return self._table

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
        beside: Callable[[Version, Family], list[Write]] = lambda _placed, _known: [],
        instead: Callable[[Family], Version | None] = lambda _known: None,
    ) -> Version:
        """Register a version: one transaction, which gives it its number, its family and its place in the lists.

        The family is a guess that the transaction checks: none for a name that this process has not seen. A wrong guess
        costs one refused transaction, which tells the right one.

        Args:
            version: The version; the store sets its number, family and segments, and its owner where the family has one.
            entry: Makes its audit entry, of the version as it is placed.
            may_join: Asked whether a further version may be added to a family that has some.
            readme: The text that it is found by beside its name.
            beside: What else the transaction writes, made of the version as it is placed and the family as it was.
            instead: Asked before each try, of the family as it was: the version that makes this one needless, if any.

        Raises:
            ConditionsFailedError: what is written beside was refused.
            ClaimHeldError: another version of the family has its alias.
            VersionKnownError: this very version was registered before.
            SourceHeldError: its source is registered already.
            FamilyClosedError: the name has versions, and `may_join` said no.
        """
        key = keys.family(version.project, version.kind, version.name)
        for attempt in range(_CREATE_TRIES):
            # Others number the same name just now: step aside for a moment. What was told before is old after that, so every
            # other try follows at once on what the last one was told, or whoever waits would never catch up.
            if attempt > 1 and attempt % 2 == 0:
                time.sleep(random.uniform(0, min(0.2, 0.002 * 2 ** min(attempt, 8))))  # noqa: S311 - spreads retries
            known = self._families.get(key, Family())
            if (found := instead(known)) is not None:
                return found
            if known.is_held and not may_join(known):
                if attempt:
                    raise FamilyClosedError(kind=version.kind, name=version.name)
                known = Family()  # What this process remembers may be over: let the transaction tell.
            placed = self._placed(version, known, readme)
            try:
                writes = self._creation(placed, key, known, entry(placed))
                others = beside(placed, known)
                self._table.write([*writes, *self._readme_changes(None, placed, readme), *others])
            except ConditionsFailedError as refused:
                if {keys.version(placed.id), keys.audit(placed.id, 1, placed.id)} & refused.found.keys():
                    raise VersionKnownError from refused
                if {write.key for write in others} & refused.found.keys():
                    raise
                self._learn(refused, placed, key)
            else:
                self._remember(key, replace(joined(known, placed), live=known.live + 1), placed)
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
            ClaimHeldError: another version of the family has its new alias.
        """
        for _ in range(_CREATE_TRIES):
            placed = new if readme is None else replace(new, readme_segment=self._readme_segment(old.readme_segment, readme))
            record = put(keys.version(new.id), items.version_item(placed), "revision = :seen", seen=old.revision)
            writes = [
                record,
                audited(entry),
                *source_changes(old, placed),
                *edge_changes(old, placed),
                *claim_changes(old, placed),
            ]
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

    def relabel(self, changes: Sequence[Change]) -> None:
        """Move labels to a version (the first change) from others of its family, all or none.

        Raises:
            ConditionsFailedError: somebody else changed one of them, or took a label, first.
        """
        self._table.write(relabelled(changes))

    def remove(self, removals: Iterable[tuple[Version, AuditEntry]]) -> None:
        """Delete versions, all or none.

        Raises:
            RevisionConflictError: somebody else changed or deleted one first.
        """
        doomed = list(removals)
        try:
            removed = [write for version, entry in doomed for write in self._removal(version, entry)]
            self._table.write([*removed, *left(version for version, _ in doomed)])
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
        is_first = not known.is_held
        return replace(
            version,
            number=known.last_number + 1,
            family_id=known.family_id if known.live else self._family_id(version, known),
            owner=version.owner if is_first else known.owner,
            since=known.removed_at if is_first else known.since,
            segment=self._heads.target(None),
            kind_segment=self._heads.target(version.kind),
            readme_segment=self._readme_segment(None, readme),
        )

    @staticmethod
    def _family_id(version: Version, known: Family) -> str:
        return keys.family_id(version.project, version.kind, version.name, known.last_number, known.removed_at)

    def _creation(self, version: Version, key: Key, known: Family, entry: AuditEntry) -> list[Write]:
        writes = [
            put(keys.version(version.id), items.version_item(version), IS_NEW),
            counted(version, key, known),
            audited(entry),
            *(put(key, items.listed_item(key, version)) for key in entries(version)),
            *self._heads.writes(None, version.id),
            *self._heads.writes(version.kind, version.id),
            *edge_changes(None, version),
            *claim_changes(None, version),
        ]
        if not known.live or not known.latest_id:
            writes += begun(version, self._heads)
        if version.canonical_source is not None:
            writes.append(taken(version, version.canonical_source))
        return writes

    def _removal(self, version: Version, entry: AuditEntry) -> list[Write]:
        doomed = [*entries(version), *edges(version), *claims(version)]
        if version.readme_segment is not None:
            doomed.append(keys.readme(version.readme_segment, version.id))
        if version.canonical_source is not None:
            doomed.append(keys.source(version.kind, version.canonical_source))
        record = delete(keys.version(version.id), "revision = :seen", seen=version.revision)
        return [record, audited(entry), *(delete(key) for key in doomed)]

    def _readme_changes(self, old: Version | None, new: Version, readme: str) -> list[Write]:
        before = old.readme_segment if old else None
        if new.readme_segment is None:
            return [] if before is None else [delete(keys.readme(before, new.id))]
        key = keys.readme(new.readme_segment, new.id)
        begun = self._heads.writes(keys.READMES, new.id) if before is None else []
        return [put(key, items.readme_item(key, new, readme)), *begun]

    def _learn(self, refused: ConditionsFailedError, version: Version, key: Key | None) -> None:
        raise_taken(refused)
        raise_claimed(refused)
        if key in refused.found:
            self._families[key] = items.to_family(refused.found[key])
        for kind in (None, version.kind, keys.READMES, keys.families_list(version.project, version.kind)):
            if keys.head(kind) in refused.found:
                self._heads.learn(kind, refused.found[keys.head(kind)])

    def _remember(self, key: Key, family: Family, version: Version) -> None:
        self._families[key] = family
        self._families.move_to_end(key)
        if len(self._families) > _FAMILIES_KEPT:
            self._families.popitem(last=False)
        self._heads.confirm(None)
        self._heads.confirm(version.kind)
        if family.last_number == version.number and family.live == 1:
            self._heads.confirm(keys.families_list(version.project, version.kind))
        if version.readme_segment is not None:
            self._heads.confirm(keys.READMES)
