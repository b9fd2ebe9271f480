"""Labels: tags that users give to versions. Within a family each is that of one version, and can be moved to another."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cairn import permissions
from cairn.core import audit
from cairn.core.artifacts import Kinds, shown
from cairn.errors import LabelTakenError, PermissionMissingError, StoreBusyError
from cairn.permissions import Caller, Method, may
from cairn.records import Action, Version
from cairn.runtime.clock import now
from cairn.store.families import FamilyStore
from cairn.store.table import ConditionsFailedError
from cairn.store.version_writes import Change
from cairn.store.versions import VersionStore

LABELS = 20
"""The most labels of a version: so many can be moved from as many others in one transaction."""

_TRIES = 10


class Labels:
    """Labels versions."""

    def __init__(self, versions: VersionStore, families: FamilyStore) -> None:
        """Label the versions in a store."""
        self._versions = versions
        self._families = families

    def apply(self, caller: Caller, kind: Kinds, version_id: str, labels: Sequence[str], *, is_forced: bool) -> Version:
        """Give a version these labels and no others; return it.

        One read, one batch read, one transaction; another batch read where labels are moved.

        Args:
            caller: Who asks.
            kind: What the version may be.
            version_id: Its id.
            labels: Its labels from now on.
            is_forced: Whether to take them from other versions that have them.

        Raises:
            ArtifactMissingError: no version has the id, or none that the caller may see.
            PermissionMissingError: the caller may see it, not change it.
            LabelTakenError: another version has one of them, and that was not forced.
        """
        wanted = tuple(dict.fromkeys(labels))
        for _ in range(_TRIES):
            version = shown(caller, kind, version_id, self._versions.get(version_id))
            if not may(caller, Method.PUT, permissions.of(version)):
                raise PermissionMissingError(action=f"tag versions of {version.name}")
            others = self._holders(version, wanted)
            if others and not is_forced:
                held = [(one, other.number) for other in others.values() for one in other.labels if one in wanted]
                if not held:
                    continue  # It was given away between the two reads.
                raise LabelTakenError(label=held[0][0], number=held[0][1])
            if version.labels == wanted and not others:
                return version
            new = _changed(caller, version, wanted)
            losers = [_changed(caller, old, tuple(one for one in old.labels if one not in wanted)) for old in others.values()]
            changes = [_change(caller, version, new)]
            changes += [_change(caller, others[loser.id], loser) for loser in losers]
            try:
                self._versions.relabel(changes)
            except ConditionsFailedError:
                continue
            return new
        raise StoreBusyError

    def _holders(self, version: Version, wanted: Sequence[str]) -> Mapping[str, Version]:
        """Return the other versions of the family that have some of these labels, by id."""
        new = [label for label in wanted if label not in version.labels]
        if not new:
            return {}
        found = self._families.labelled(version.project, version.kind, version.name, new)
        holders = sorted({holder for holder in found.values() if holder != version.id})
        return {other.id: other for other in self._versions.get_many(holders)} if holders else {}


def _changed(caller: Caller, version: Version, labels: tuple[str, ...]) -> Version:
    return replace(version, labels=labels, revision=version.revision + 1, updated_at=now(), updated_by=caller.name)


def _change(caller: Caller, old: Version, new: Version) -> Change:
    return Change(old, new, audit.entry(caller, Action.UPDATE, new, before=old))
