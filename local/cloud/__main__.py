"""Run ministack on one loopback port until SIGTERM, or until the process that started it is gone.

    python -m local.cloud FOLDER PORT        (with local.cloud.environment.of(...) as its environment)

Standard input is the life line: it is a pipe that the parent holds open, so even a parent killed with -9 takes
this process, and with it the function workers, along.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack import app
from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from local.cloud import conditions, patches, warm
from local.cloud.durable import Durable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Scope = dict[str, Any]
    Receive = Callable[[], Awaitable[dict[str, Any]]]
    Send = Callable[[dict[str, Any]], Awaitable[None]]

CHECKPOINT_PATH = "/_local/checkpoint"
KEEP_ALIVE_SECONDS = 75
# At the end: the gateway has answered everything by then, and idle connections need no farewell.
GRACE_SECONDS = 1


class Application:
    """Ministack's application, plus the path by which a finished deploy asks for a snapshot."""

    def __init__(self, durable: Durable) -> None:
        """Remember whom to ask."""
        self._durable = durable

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the checkpoint here, everything else in ministack."""
        if scope["type"] != "http" or scope["path"] != CHECKPOINT_PATH:
            await app.app(scope, receive, send)
            return
        self._durable.checkpoint()
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


def configuration(port: int) -> Config:
    """Loopback only."""
    config = Config()
    config.bind = [f"127.0.0.1:{port}"]
    config.loglevel = "WARNING"
    config.graceful_timeout = GRACE_SECONDS
    config.keep_alive_timeout = KEEP_ALIVE_SECONDS
    return config


async def run(folder: Path, port: int) -> None:
    """Serve until told to stop."""
    durable = Durable(folder / "state")
    durable.install()
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, over.set)
    loop.add_reader(sys.stdin.fileno(), _on_life_line, over)
    await serve(Application(durable), configuration(port), shutdown_trigger=over.wait)
    lambda_runtime.reset()


def _on_life_line(over: asyncio.Event) -> None:
    if not os.read(sys.stdin.fileno(), 1):
        asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
        over.set()


def main() -> None:
    """Entry point."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    # Ctrl-C reaches the whole group; the parent then ends this process in its own order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    patches.check()
    patches.stop_waiting_for_silent_functions()
    patches.compare_partition_keys_without_parsing()
    patches.save_in_one_go()
    patches.translate_with_the_stacks_parameters()
    patches.read_parts_of_versions()
    patches.unzip_once(folder / "tmp" / "unzipped")
    conditions.install()
    patches.run_functions_on_a_bare_interpreter(folder)
    warm.keep(lambda_runtime, lambda_svc, warm.room())
    asyncio.run(run(folder, port))


if __name__ == "__main__":
    main()
