"""Reset: the registry emptied, in steps that any size survives."""

from collections.abc import Callable

from cairn.core.artifacts import Retire, keep
from cairn.core.documented import Documented
from cairn.core.removal import Removal
from cairn.permissions import Caller
from cairn.store.segments import Position
from cairn.store.version_writes import REMOVALS_PER_TRANSACTION
from cairn.store.versions import VersionStore


class Reset:
    """Deletes every version, and every model that documents are about, that was there before a moment."""

    def __init__(self, versions: VersionStore, retire: Retire = keep, documented: Documented | None = None) -> None:
        """Empty a store; `retire` is told of each version whose bundle is about to lose its record."""
        self._versions = versions
        self._removal = Removal(versions, retire)
        self._documented = documented

    def run(self, caller: Caller, before: str, may_go_on: Callable[[], bool]) -> int | None:
        """Delete versions, then models with their documents, whose ids (they are in the order of time) come before `before`.

        Each deletion is the same transaction as a caller's own, audit entry included; a version that somebody changes
        meanwhile is met again in the next round. Nothing that is registered after the reset began is touched.

        Args:
            caller: Who wants it.
            before: The id that marks the moment.
            may_go_on: Asked between transactions.

        Returns:
            None when all is deleted, else how many were before `may_go_on` said no.
        """
        deleted = 0
        is_left = True
        while is_left:
            is_left = False
            position: Position | None = Position()
            while position is not None:
                placed, position = self._versions.listed(None, position, REMOVALS_PER_TRANSACTION)
                doomed = [entry.id for _, entry in placed if entry.id < before]
                if not may_go_on():
                    return deleted
                gone = self._removal.remove(caller, doomed)
                deleted += gone
                is_left = is_left or gone < len(doomed)
        forgotten = self._documented.forget(caller, before, may_go_on) if self._documented else None
        return None if forgotten is None else deleted + forgotten
