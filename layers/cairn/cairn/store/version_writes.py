"""The writes that a version's transactions are made of, each beside the conditions that it stands under."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cairn.records import Ancestor, AuditEntry, Family, FamilyEntry, Parent, Version
from cairn.runtime.clock import now
from cairn.store import items, keys
from cairn.store.keys import Key
from cairn.store.segments import Heads
from cairn.store.table import BATCH, ConditionsFailedError, Write, delete, put, update


class VersionKnownError(Exception):
    """A version with this id is, or was, registered: the same creation comes a second time."""


class SourceHeldError(Exception):
    """The source is registered already; who may be told by whom is the registry's to decide."""

    def __init__(self, holder: Ancestor) -> None:
        """Keep who holds it."""
        super().__init__(holder.id)
        self.holder = holder


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a version: from which revision to which, and its audit entry."""

    old: Version
    new: Version
    entry: AuditEntry


ITEMS_REMOVED = 7
"""A removal writes seven items: record, audit entry, source, name, the two lists, and the family; and what else it has."""

REMOVALS_PER_TRANSACTION = BATCH // ITEMS_REMOVED


def transactions(versions: Iterable[Version]) -> Iterator[list[Version]]:
    """Cut versions that are to be removed into lots that fit one transaction each."""
    lot: list[Version] = []
    weight = 0
    for version in versions:
        items_removed = ITEMS_REMOVED + len(edges(version)) + len(claims(version)) + (version.readme_segment is not None)
        if lot and weight + items_removed > BATCH:
            yield lot
            lot, weight = [], 0
        lot.append(version)
        weight += items_removed
    if lot:
        yield lot


IS_NEW = "attribute_not_exists(pk)"
UNDOCUMENTED = "(attribute_not_exists(documented) OR documented = :none)"


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
        known,
        last_number=version.number,
        first_number=known.first_number if known.live else version.number,
        latest_id=version.id,
        family_id=version.family_id,
        owner=version.owner,
        since=version.since,
        removed_at="",
    )


def claims(version: Version) -> list[Key]:
    """Return the keys that a version holds within its family, its alias and its labels, and that among its run's."""
    named = version.project, version.kind, version.name
    held = [keys.label(*named, label) for label in version.labels]
    if version.alias is not None:
        held.append(keys.alias(*named, version.alias))
    if version.run_id is not None:
        held.append(keys.of_run(version.run_id, version.id))
    return held


def claimed(version: Version, key: Key, holder: str = "") -> Write:
    """Return what takes a key of `claims`, if no other version (but this holder) has it."""
    taken = {"id": version.id, "number": version.number}
    return put(key, items.to_item(key, taken), "attribute_not_exists(pk) OR id IN (:id, :holder)", id=version.id, holder=holder)


def relabelled(changes: Sequence[Change]) -> list[Write]:
    """Return what moves labels between versions of a family: the first change takes, from the others and anew."""
    (taker, *losers) = changes
    writes = []
    for change in changes:
        stands = {"seen": change.old.revision}
        writes.append(put(keys.version(change.new.id), items.version_item(change.new), "revision = :seen", **stands))
        writes.append(audited(change.entry))
    named = taker.new.project, taker.new.kind, taker.new.name
    held = {label: loser.old.id for loser in losers for label in loser.old.labels if label not in loser.new.labels}
    gone = [label for label in taker.old.labels if label not in taker.new.labels]
    writes += [delete(keys.label(*named, label)) for label in gone]
    begun = [label for label in taker.new.labels if label not in taker.old.labels]
    return writes + [claimed(taker.new, keys.label(*named, label), held.get(label, "")) for label in begun]


def claim_changes(old: Version | None, new: Version) -> list[Write]:
    """Return what makes the claims of an old revision those of a new one."""
    before, after = set(claims(old)) if old else set(), claims(new)
    gone = [delete(key) for key in sorted(before - set(after), key=lambda key: key.pk)]
    return gone + [claimed(new, key) for key in after if key not in before]


def begun(version: Version, heads: Heads) -> list[Write]:
    """List a family with its first version."""
    families = keys.families_list(version.project, version.kind)
    entry = FamilyEntry(
        family_id=version.family_id,
        project=version.project,
        kind=version.kind,
        name=version.name,
        owner=version.owner,
        since=version.since,
        created_at=version.created_at,
        created_by=version.created_by,
        segment=heads.target(families),
        first_id=version.id,
    )
    listed = keys.listed_family(version.project, version.kind, entry.segment, version.id)
    known = (put(key, items.family_entry_item(key, entry)) for key in (keys.family_entry(version.family_id), listed))
    return [*known, *heads.writes(families, version.id)]


def counted(version: Version, key: Key, known: Family) -> Write:
    """Take the next number: in a family that is held, or (its name being free) at the head of a new one."""
    last = known.last_number
    stands = "last_number = :last AND family_id = :family"
    seen = {"last": last, "family": known.family_id, "none": 0}
    if known.live:
        expression = "SET last_number = :next, latest_id = :id ADD live :one"
        return update(key, expression, f"{stands} AND live > :none", **seen, next=last + 1, one=1, id=version.id)
    if known.documented:
        expression = "SET family_id = :begun, last_number = :next, first_number = :next, latest_id = :id ADD live :one"
        alone = f"{stands} AND live = :none AND documented > :none"
        return update(key, expression, alone, **seen, begun=version.family_id, next=last + 1, one=1, id=version.id)
    begun = items.family_item(key, replace(joined(known, version), live=1))
    if not known.family_id:
        return put(key, begun, IS_NEW)
    return put(key, begun, f"{stands} AND live = :none AND {UNDOCUMENTED}", **seen)


def left(versions: Iterable[Version]) -> Iterator[Write]:
    """Count versions out of their families, each family once: when the last has gone, the name is free."""
    for key, count in Counter(keys.family(version.project, version.kind, version.name) for version in versions).items():
        yield update(key, "SET removed_at = :at ADD live :gone", at=now(), gone=-count)


class ClaimHeldError(Exception):
    """Another version of the family has the alias or label."""

    def __init__(self, key: Key, holder_id: str) -> None:
        """Keep what is held, and by which version."""
        super().__init__(holder_id)
        self.key = key
        self.holder_id = holder_id


def raise_claimed(refused: ConditionsFailedError) -> None:
    """Raise ClaimHeldError where a transaction met the holder of an alias or label."""
    for key, holder in refused.found.items():
        if key.pk.startswith("I#") and holder:
            raise ClaimHeldError(key, holder["id"]["S"]) from refused


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
