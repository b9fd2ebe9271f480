"""Closed-loop load: so many clients, each of which sends its next request when its last one is answered."""

from __future__ import annotations

import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Self

    import httpx

    from benchmarks.corpus import Operation

PROGRESS_SECONDS = 5.0


@dataclass(frozen=True)
class Times:
    """What one operation took, over all of its requests."""

    p50_ms: float
    p99_ms: float
    per_second: float


class Load:
    """Clients of one base URL."""

    def __init__(self, client: httpx.Client, clients: int) -> None:
        """Send through `client`, from `clients` threads."""
        self._client = client
        self._clients = clients
        self._pool = ThreadPoolExecutor(clients)

    def __enter__(self) -> Self:
        """Use with `with`: the threads end with it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Drop what was not begun and wait for the rest."""
        self._pool.shutdown(cancel_futures=True)

    def each(self, what: str, operation: Operation, indexes: Iterable[int]) -> None:
        """Run an operation once for each index, and show how far it is."""
        todo = list(indexes)
        started = shown = time.monotonic()
        for done, _ in enumerate(self._pool.map(lambda index: operation(self._client, index), todo), 1):
            now = time.monotonic()
            if now - shown > PROGRESS_SECONDS or done == len(todo):
                shown = now
                tell(f"  {what}: {done:,} of {len(todo):,} ({done / (now - started):.0f}/s)")

    def measure(self, operation: Operation, requests: int) -> Times:
        """Run an operation so many times, after one round that wakes a function for each client."""
        list(self._pool.map(self._timed(operation), range(self._clients)))
        started = time.perf_counter()
        seconds = list(self._pool.map(self._timed(operation), range(self._clients, self._clients + requests)))
        elapsed = time.perf_counter() - started
        cuts = statistics.quantiles(seconds, n=100, method="inclusive")
        return Times(cuts[49] * 1000, cuts[98] * 1000, requests / elapsed)

    def _timed(self, operation: Operation) -> Callable[[int], float]:
        def run(index: int) -> float:
            started = time.perf_counter()
            operation(self._client, index)
            return time.perf_counter() - started

        return run


def tell(text: str) -> None:
    """Show progress beside the table."""
    print(text, file=sys.stderr, flush=True)
