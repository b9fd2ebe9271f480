"""No more function workers stay than the machine has room for.

Stock ministack keeps the first worker of each function for ever, at 28 MB: with 145 functions, 4 GB. On AWS nobody is
promised a warm start either.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WORKER_BYTES = 32 * 1024 * 1024
SHARE = 4
"""Workers may have one part in so many of the machine's memory: 64 of them on a machine with 8 GB."""


def room() -> int:
    """How many workers may stay on this machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(1, memory // SHARE // WORKER_BYTES)


def take_surplus(pools: Mapping[str, list[Any]], most: int) -> list[Any]:
    """Take out of the pools what they hold beyond `most`: idle workers, those first that were called longest ago."""
    workers = [worker for pool in pools.values() for worker in pool]
    idle = sorted((worker for worker in workers if not worker.in_use), key=lambda worker: worker.last_used)
    surplus = idle[: max(0, len(workers) - most)]
    gone = {id(worker) for worker in surplus}
    for pool in pools.values():
        pool[:] = [worker for worker in pool if id(worker) not in gone]
    return surplus


def keep(runtime: Any, service: Any, most: int) -> None:
    """Have ministack's `lambda_runtime` and `lambda_svc` keep at most so many workers beside those that are at work."""
    release = service.release_worker

    def released(worker: Any) -> None:
        release(worker)
        with runtime._lock:
            surplus = take_surplus(runtime._workers, most)
        if surplus:
            _end(runtime, surplus)

    service.release_worker = released


def _end(runtime: Any, workers: Iterable[Any]) -> None:
    # A worker may take its time to end; the caller of another one does not wait for that.
    threading.Thread(target=runtime.kill_workers, args=(workers,), daemon=True).start()
