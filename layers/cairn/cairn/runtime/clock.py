"""Time and identity: never kept from a function's start, which SnapStart may restore many times."""

import time
from datetime import UTC, datetime

from uuid_utils import uuid7


def now() -> str:
    """Return the time as RFC 3339 in UTC with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def unix_now() -> int:
    """Return the time as Unix time in seconds."""
    return int(time.time())


def new_id() -> str:
    """Return a new UUIDv7 as text: unique, and in the order of creation."""
    return str(uuid7())
