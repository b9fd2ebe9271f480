"""Opaque list offsets.

An offset is a position in the list that the request itself describes, never a key: the partition comes from the
request, so a forged offset can only skip within what its sender may list anyway. A digest of the request ties it to
its list; everything in it is checked before use.
"""

import binascii
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cairn.errors import CursorInvalidError

_TEXT = re.compile(r"[A-Za-z0-9_-]{8,400}", re.ASCII)
_CONTENT = re.compile(r"([0-9a-f]{16})\.(\d{1,4})\.(\d{1,9})\.([A-Za-z0-9#-]{0,120})", re.ASCII)


def encode(list_digest: str, part: int, segment: int, after: str) -> str:
    """Return the offset behind entry `after` of `segment`, in the `part`-th part of the list with this digest."""
    return urlsafe_b64encode(f"{list_digest[:16]}.{part}.{segment}.{after}".encode()).decode().rstrip("=")


def decode(offset: str, list_digest: str) -> tuple[int, int, str]:
    """Return (part, segment, after).

    Raises:
        CursorInvalidError: this list did not give out such an offset.
    """
    if not _TEXT.fullmatch(offset):
        raise CursorInvalidError
    try:
        content = _CONTENT.fullmatch(urlsafe_b64decode(offset + "=" * (-len(offset) % 4)).decode("ascii"))
    except (binascii.Error, UnicodeDecodeError):
        raise CursorInvalidError from None
    if content is None or content[1] != list_digest[:16]:
        raise CursorInvalidError
    return int(content[2]), int(content[3]), content[4]
