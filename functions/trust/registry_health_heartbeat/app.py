"""GET /health - tell that the registry answers (RegistryHealthHeartbeat)."""

import time

from cairn.runtime.plain import plain

_STARTED = time.monotonic()


@plain()
def handler() -> dict[str, object]:
    """Return the heartbeat; `uptime_s` is that of this function's process."""
    return {"status": "ok", "uptime_s": round(time.monotonic() - _STARTED)}
