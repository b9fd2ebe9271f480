"""The writes that a version's transactions are made of, each beside the conditions that it stands under."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cairn.records import Ancestor, AuditEntry, Family, Parent, Version
from cairn.runtime.clock import now
from cairn.store import items, keys
from cairn.store.keys import Key
from cairn.store.table import BATCH, ConditionsFailedError, Write, delete, put, update


class VersionKnownError(Exception):
    """A version with this id is, or was, registered: the same creation comes a second time."""


class SourceHeldError(Exception):
    """The source is registered already; who may be told by whom is the registry's to decide."""

    def __init__(self, holder: Ancestor) -> None:
        """Keep who holds it."""
        super().__init__(holder.id)
        self.holder = holder


ITEMS_REMOVED = 7
"""A removal writes seven items: record, audit entry, source, name, the two lists, and the family; and what else it has."""

REMOVALS_PER_TRANSACTION = BATCH // ITEMS_REMOVED


def transactions(versions: Iterable[Version]) -> Iterator[list[Version]]:
    """Cut versions that are to be removed into lots that fit one transaction each."""
    lot: list[Version] = []
    weight = 0
    for version in versions:
        items_removed = ITEMS_REMOVED + len(edges(version)) + (version.readme_segment is not None)
        if lot and weight + items_removed > BATCH:
            yield lot
            lot, weight = [], 0
        lot.append(version)
        weight += items_removed
    if lot:
        yield lot


IS_NEW = "attribute_not_exists(pk)"


def entries(version: Version) -> list[Key]:
    """Return the keys of a version in the lists and under its name."""
    return [
        keys.listed(version.segment, version.id),
        keys.listed_by_kind(version.kind, version.kind_segment, version.id),
        keys.named(version.project, version.kind, version.name, version.number),
    ]


def edges(version: Version) -> dict[Key, Parent]:
    """Return the edges from a version's parents to it; a source that is named twice is one parent."""
    return {keys.child(parent, version.id): parent for parent in version.parents}


def joined(known: Family, version: Version) -> Family:
    """Return a family as it is once a version has joined it; `live` is the caller's to count."""
    return replace(
        known, last_number=version.number, family_id=version.family_id, owner=version.owner, since=version.since, removed_at=""
    )


def left(versions: Iterable[Version]) -> Iterator[Write]:
    """Count versions out of their families, each family once: when the last has gone, the name is free."""
    for key, count in Counter(keys.family(version.project, version.kind, version.name) for version in versions).items():
        yield update(key, "SET removed_at = :at ADD live :gone", at=now(), gone=-count)


def raise_taken(refused: ConditionsFailedError) -> None:
    """Raise SourceHeldError where a transaction met the holder of its source."""
    for key, holder in refused.found.items():
        if key.pk.startswith("U#") and holder:
            raise SourceHeldError(items.to_ancestor(holder)) from refused


def edge_changes(old: Version | None, new: Version) -> list[Write]:
    """Return what makes the edges from old parents those from new ones."""
    before, after = edges(old) if old else {}, edges(new)
    gone = [delete(key) for key in before if key not in after]
    return gone + [put(key, items.child_item(new, parent)) for key, parent in after.items() if before.get(key) != parent]


def source_changes(old: Version, new: Version) -> list[Write]:
    """Return what frees the old source and takes the new one, or brings the entry of the same one up to date."""
    before, after = old.canonical_source, new.canonical_source
    if before == after:
        if after is None or (old.parents, old.size_bytes, old.source) == (new.parents, new.size_bytes, new.source):
            return []
        return [put(keys.source(new.kind, after), items.source_item(new, after))]
    freed = [delete(keys.source(old.kind, before))] if before is not None else []
    begun = [taken(new, after)] if after is not None else []
    return freed + begun


def taken(version: Version, canonical: str) -> Write:
    """Return what takes a source, if nobody has it."""
    return put(keys.source(version.kind, canonical), items.source_item(version, canonical), IS_NEW)


def audited(entry: AuditEntry) -> Write:
    """Return what adds an audit entry."""
    return put(keys.audit(entry.version_id, entry.revision_after, entry.id), items.audit_item(entry), IS_NEW)
