"""The names of users and groups: which there can be, and how they are spelled."""

import re
from unicodedata import normalize

from cairn.errors import UserNameInvalidError

OUTSIDE = "oidc:"
"""What the name and the id of a caller from an outside issuer begin with, and no name that others may choose."""
NAME_LIMIT, OUTSIDE_NAME_LIMIT = 128, 640
"""The most characters of a name, and of one that an outside issuer gives."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_RESERVED = {"me", "anonymous"}


def checked_name(name: str, *, may_be_outside: bool = False) -> str:
    """Return a user's name.

    Raises:
        UserNameInvalidError: it is empty, too long, has control characters or blanks at its ends, or means something else.
    """
    if not name or name != name.strip() or _CONTROL.search(name):
        raise UserNameInvalidError(reason="it is empty, or has blanks at its ends or control characters")
    if "/" in name and not name.startswith(OUTSIDE):
        raise UserNameInvalidError(reason="it has a slash: no path could lead to it")
    limit = OUTSIDE_NAME_LIMIT if name.startswith(OUTSIDE) else NAME_LIMIT
    if len(name) > limit:
        raise UserNameInvalidError(reason=f"it has {len(name)} characters, {limit} is the most that is taken")
    if name in _RESERVED or (name.startswith(OUTSIDE) and not may_be_outside):
        raise UserNameInvalidError(reason="it is reserved")
    return name


def spelled(name: str) -> str:
    """Return a name as it is kept and looked up: composed, as signing in composes what was typed."""
    return normalize("NFC", name)
