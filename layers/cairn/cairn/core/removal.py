"""Many versions deleted, in transactions of their own, each as if a caller had deleted it."""

from collections.abc import Callable, Iterator, Sequence

from cairn import permissions
from cairn.core import audit
from cairn.core.artifacts import Retire, keep
from cairn.core.families import Families
from cairn.errors import PermissionMissingError, RemovalUnfinishedError, RevisionConflictError
from cairn.permissions import Caller, Method, may
from cairn.records import Kind
from cairn.store.version_writes import transactions
from cairn.store.versions import VersionStore

_READ_AT_ONCE = 100


class Removal:
    """Deletes versions."""

    def __init__(self, versions: VersionStore, retire: Retire = keep) -> None:
        """Delete from a store; `retire` is told of each version whose bundle is about to lose its record."""
        self._versions = versions
        self._retire = retire

    def remove(self, caller: Caller, version_ids: Sequence[str]) -> int:
        """Delete versions; one that somebody changes meanwhile stays.

        Returns:
            How many are gone, those that were gone before among them.
        """
        versions = self._versions.get_many(version_ids)
        gone = len(version_ids) - len(versions)
        for lot in transactions(versions):
            for version in lot:
                if version.bundle_key is not None:
                    self._retire(version)
            try:
                self._versions.remove((version, audit.removal(caller, version)) for version in lot)
            except RevisionConflictError:
                continue
            gone += len(lot)
        return gone


class FamilyRemoval:
    """Deletes all versions of a name."""

    def __init__(self, families: Families, removal: Removal) -> None:
        """Find them in `families`."""
        self._families = families
        self._removal = removal

    def run(self, caller: Caller, kinds: Sequence[Kind], family_id: str, may_go_on: Callable[[], bool]) -> None:
        """Delete all versions that a family has now, and with the last of them the family.

        Raises:
            ArtifactMissingError: there is none of these kinds, or none that the caller may see.
            PermissionMissingError: the caller may see it, not delete it.
            RemovalUnfinishedError: `may_go_on` said no before the last one was gone.
        """
        known = self._families.family(caller, kinds, family_id)
        if not may(caller, Method.DELETE, permissions.of(known.entry)):
            raise PermissionMissingError(action=f"delete the {known.entry.kind} {known.entry.name}")
        left = self._families.all_ids(known)
        for lot in _lots(left):
            if not may_go_on():
                raise RemovalUnfinishedError(name=known.entry.name)
            if self._removal.remove(caller, lot) < len(lot):
                raise RemovalUnfinishedError(name=known.entry.name)


def _lots(version_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(version_ids), _READ_AT_ONCE):
        yield version_ids[first : first + _READ_AT_ONCE]
