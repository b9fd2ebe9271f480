"""Reset: the registry emptied, in steps that any size survives."""

from collections.abc import Callable, Sequence
from typing import Protocol

from cairn.core.artifacts import Retire, keep
from cairn.core.removal import Removal
from cairn.permissions import Caller
from cairn.store.segments import Position
from cairn.store.version_writes import REMOVALS_PER_TRANSACTION
from cairn.store.versions import VersionStore


class Forgetting(Protocol):
    """What empties a part of the registry."""

    def forget(self, caller: Caller, before: str, may_go_on: Callable[[], bool]) -> int | None:
        """Delete what was there before a moment; as `Reset.run`."""


class Reset:
    """Deletes every version that was there before a moment, and then what else there was."""

    def __init__(self, versions: VersionStore, retire: Retire = keep, others: Sequence[Forgetting] = ()) -> None:
        """Empty a store, then the others; `retire` is told of each version whose bundle is about to lose its record."""
        self._versions = versions
        self._removal = Removal(versions, retire)
        self._others = others

    def run(self, caller: Caller, before: str, may_go_on: Callable[[], bool]) -> int | None:
        """Delete versions whose ids (they are in the order of time) come before `before`, then what else there was.

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
        for other in self._others:
            forgotten = other.forget(caller, before, may_go_on)
            if forgotten is not None:
                return deleted + forgotten
        return None
