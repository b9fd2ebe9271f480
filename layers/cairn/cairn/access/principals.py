"""What a warm process knows of the user directory, so that checking a caller costs no read.

Every change of the directory moves its epoch. A process asks for the epoch again when it is older than a few seconds, one
small read for all callers together, and forgets all that it knows when the epoch has moved. So a revocation holds
everywhere within `FRESH_SECONDS`, and at once where the directory itself is changed (`doubt`).
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from cairn.access import builtin_groups
from cairn.accounts import Group, PersonalToken, User
from cairn.permissions import Grant
from cairn.store import accounts, keys
from cairn.store.directory import DirectoryStore
from cairn.store.items import Item
from cairn.store.keys import Key

FRESH_SECONDS = 10
_KEPT = 2_000

FoundT = TypeVar("FoundT")


@dataclass(frozen=True, slots=True)
class Principal:
    """A user, and what all their groups permit."""

    user: User
    grants: tuple[Grant, ...]


class Principals:
    """Users and personal tokens, as far as this process knows."""

    def __init__(self, directory: DirectoryStore, clock: Callable[[], float] = time.monotonic) -> None:
        """Ask a directory."""
        self._directory = directory
        self._clock = clock
        self._kept: OrderedDict[Key, object] = OrderedDict()
        self._epoch = -1
        self._asked_at: float | None = None
        self._is_provisional = False

    def named(self, name: str) -> Principal | None:
        """Return the user of a name."""
        return self._look_up(keys.user(name), self._principal)

    def doubt(self) -> None:
        """Have the epoch asked for before anything more is believed: one read more, two if the directory has changed."""
        self._asked_at = None

    def renewed(self, name: str) -> Principal | None:
        """Return the user of a name, as they are now."""
        self.doubt()
        return self.named(name)

    def token(self, token_digest: str) -> PersonalToken | None:
        """Return the personal token of a digest."""
        return self._look_up(keys.personal_token(token_digest), lambda item: accounts.to_token(item) if item else None)

    def groups(self, names: Iterable[str]) -> list[Group]:
        """Return those of these groups that were made: one batch read, none where all are built in."""
        made = [name for name in names if builtin_groups.built_in(name) is None]
        return self._directory.groups(made) if made else []

    def _principal(self, item: Item | None) -> Principal | None:
        if item is None:
            return None
        user = accounts.to_user(item)
        made = self.groups(one.group for one in user.memberships)
        return Principal(user, builtin_groups.granted(user.memberships, made))

    def _look_up(self, key: Key, build: Callable[[Item | None], FoundT]) -> FoundT:
        if not self._is_fresh():
            self._renew(key, build)
        if key not in self._kept:
            self._keep(key, build(self._directory.item(key)))
        self._kept.move_to_end(key)
        return self._kept[key]  # type: ignore[return-value]

    def _is_fresh(self) -> bool:
        return self._asked_at is not None and 0 <= self._clock() - self._asked_at < FRESH_SECONDS

    def _renew(self, key: Key, build: Callable[[Item | None], FoundT]) -> None:
        at = self._clock()
        if key in self._kept and not self._is_provisional:
            epoch = self._directory.epoch()
            if epoch != self._epoch:
                self._kept.clear()
        else:
            epoch, item = self._directory.epoch_and(key)
            if epoch != self._epoch or self._is_provisional:
                self._kept.clear()
            self._keep(key, build(item))
            # The item may have been read before the epoch, and be older than it: it holds until the epoch is asked for
            # again, like everything, but not beyond.
            self._is_provisional = epoch != self._epoch
        self._epoch, self._asked_at = epoch, at

    def _keep(self, key: Key, found: object) -> None:
        self._kept[key] = found
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
