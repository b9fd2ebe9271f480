"""GET /health - tell that the registry answers (RegistryHealthHeartbeat)."""

import time
from functools import cache

from cairn.runtime.plain import plain


@cache
def _first_answer() -> float:
    return time.monotonic()


@plain()
def handler() -> dict[str, object]:
    """Return the heartbeat; `uptime_s` counts from this process's first answer."""
    return {"status": "ok", "uptime_s": round(time.monotonic() - _first_answer())}
