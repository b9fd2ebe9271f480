"""`python -m tests.hub [PORT]`: the demonstration hub, until Ctrl-C. It needs nothing but Python."""

import sys

from tests.hub.server import HubServer


def main() -> None:
    """Entry point."""
    hub = HubServer(int(sys.argv[1]) if len(sys.argv) > 1 else 9900)
    sys.stdout.write(f"hub {hub.url}, forge {hub.url}/gh\n")
    sys.stdout.flush()
    try:
        hub.serve_forever()
    except KeyboardInterrupt:
        hub.server_close()


if __name__ == "__main__":
    main()
