"""Time and identity: never kept from a function's start, which SnapStart may restore many times."""

import time
from datetime import UTC, datetime

from uuid_utils import uuid7


def now() -> str:
    """Return the time as RFC 3339 in UTC with milliseconds."""
    return _told(datetime.now(UTC))


def moment_of(identity: str) -> str:
    """Return when an id was made by `new_id`, as `now` tells it."""
    return _told(datetime.fromtimestamp(int(identity.replace("-", "")[:12], 16) / 1000, UTC))


def unix_now() -> int:
    """Return the time as Unix time in seconds."""
    return int(time.time())


def new_id() -> str:
    """Return a new UUIDv7 as text: unique, and in the order of creation."""
    return str(uuid7())


def _told(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
