"""The keys that tokens are signed with: from one secret, `{"current": "k2", "k1": "...", "k2": "..."}`, by their ids.

A key is added and made current, and the one before stays until its last token has ended: nobody is logged out.
"""

import json
import time
from collections.abc import Callable

from cairn.access.tokens import KEY_BYTES, Key
from cairn.store.secrets import Secret

KEPT_SECONDS = 300
"""How long a process signs and checks with the keys that it knows."""

ASKED_AGAIN_SECONDS = 10
"""A key id that nobody knows makes a process ask again, but not more often than this: forged ids cost nothing."""

_CURRENT = "current"


class KeysInvalidError(Exception):
    """The secret does not hold usable keys; the sentence says why, and never what it holds."""


class KeyRing:
    """The keys, as far as this process knows."""

    def __init__(self, secret: Secret, clock: Callable[[], float] = time.monotonic) -> None:
        """Read them from a secret when they are first asked for."""
        self._secret = secret
        self._clock = clock
        self._keys: dict[str, bytes] = {}
        self._current = ""
        self._read_at = 0.0

    def current(self) -> Key:
        """Return the key to sign with."""
        self._renew(KEPT_SECONDS)
        return Key(self._current, self._keys[self._current])

    def find(self, key_id: str) -> bytes | None:
        """Return the key of an id, None if there is none."""
        self._renew(KEPT_SECONDS)
        if key_id not in self._keys:
            self._renew(ASKED_AGAIN_SECONDS)
        return self._keys.get(key_id)

    def _renew(self, kept_seconds: float) -> None:
        if self._keys and 0 <= self._clock() - self._read_at < kept_seconds:
            return
        text, _ = self._secret.read()
        self._keys, self._current = _read(text)
        self._read_at = self._clock()


def _read(text: str) -> tuple[dict[str, bytes], str]:
    try:
        told = json.loads(text)
    except ValueError:
        told = None
    if not isinstance(told, dict) or not all(isinstance(value, str) for value in told.values()):
        message = "the secret of the token keys is not a JSON object of texts"
        raise KeysInvalidError(message)
    current = told.pop(_CURRENT, "")
    keys = {key_id: value.encode() for key_id, value in told.items()}
    if current not in keys or any(len(key) < KEY_BYTES for key in keys.values()):
        message = f"the secret of the token keys names no current key, or has one of less than {KEY_BYTES} bytes"
        raise KeysInvalidError(message)
    return keys, current
