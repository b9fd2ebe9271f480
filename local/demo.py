"""`make serve-demo`: the local cloud with a demonstration hub beside it, so that models can be ingested without the internet.

    python -m local.demo

Reads what `local.serve` reads, and HUB_PORT (9900).
"""

from __future__ import annotations

import os
import sys
import threading

from local import console, serve
from tests.hub.server import HubServer


def main() -> int:
    """Entry point."""
    port = os.environ.get("HUB_PORT") or "9900"
    try:
        hub = HubServer(int(port))
    except (OSError, OverflowError, ValueError):
        console.say(f"error: HUB_PORT={port!r} is no free port: choose another one.")
        return 1
    threading.Thread(target=hub.serve_forever, name="hub", daemon=True).start()
    os.environ |= {"HF_ENDPOINT": hub.url, "GITHUB_API_URL": f"{hub.url}/gh"}
    console.say(f"demonstration hub on {hub.url}: its models are those of tests/hub/models.py")
    try:
        return serve.main()
    finally:
        hub.shutdown()
        hub.server_close()


if __name__ == "__main__":
    sys.exit(main())
