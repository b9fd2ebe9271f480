"""The API at N records and at many times N: times, rates, AWS calls per operation, and how they grow.

    python -m benchmarks.over_http --base-url http://127.0.0.1:8080 --records 1000 --factor 20 --clients 8

Works against any base URL. It registers datasets of its own and deletes exactly those at the end. AWS calls are
counted beside the load, in this process, where the AWS settings (or a local cloud in STATE_DIR) lead to the stack
that is behind the base URL; elsewhere the column says "-". Nothing here passes or fails: it is a table to read.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import httpx

from benchmarks.corpus import AnswerUnexpectedError, Corpus, operations
from benchmarks.counted import Counted, NotCountableError
from benchmarks.load import Load, Times, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    Row = tuple[Times, float | None]
    Phase = dict[str, Row]

CLEANING_ROUNDS = 5


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base-url", default="http://127.0.0.1:8080")
    parser.add_argument("--records", type=int, default=1000, help="N (default %(default)s)")
    parser.add_argument("--factor", type=int, default=20, help="then at so many times N (default %(default)s)")
    parser.add_argument("--clients", type=int, default=8, help="requests at the same time (default %(default)s)")
    parser.add_argument("--requests", type=int, default=200, help="measured per operation (default %(default)s)")
    parser.add_argument("--header", action="append", default=[], metavar="NAME:VALUE", help="sent with each request")
    parser.add_argument("--stack", default="cairn", help="whose AWS calls are counted (default %(default)s)")
    return parser.parse_args()


def connect(chosen: argparse.Namespace) -> httpx.Client:
    """Return a client of the base URL."""
    headers = [(name, value.strip()) for name, _, value in (header.partition(":") for header in chosen.header)]
    limits = httpx.Limits(max_connections=chosen.clients)
    return httpx.Client(base_url=chosen.base_url, headers=headers, timeout=60, limits=limits)


def counter(stack: str, corpus: Corpus) -> Counted | None:
    """Return what counts the AWS calls, if that is possible here."""
    try:
        counted = Counted(stack)
        counted.check(corpus)
    except NotCountableError as reason:
        tell(f"AWS calls are not counted: {reason}")
        return None
    return counted


def phase(load: Load, corpus: Corpus, counted: Counted | None, requests: int) -> Phase:
    """Measure each operation at the present size."""
    load.each("looking for the middle of the list", lambda client, _: corpus.find_middle(client), range(1))
    measured: Phase = {}
    for name, operation in operations(corpus).items():
        tell(f"  measuring {name}")
        times = load.measure(operation, requests)
        measured[name] = (times, counted.calls(operation) if counted else None)
    return measured


def clean(load: Load, client: httpx.Client, corpus: Corpus) -> None:
    """Delete what this run registered; what fails, or comes to light only now, gets another chance."""

    def delete(client: httpx.Client, number: int) -> None:
        with suppress(AnswerUnexpectedError, httpx.HTTPError):
            corpus.delete(client, number)

    for _ in range(CLEANING_ROUNDS):
        load.each("deleting what this run registered", delete, list(corpus.ids))
        corpus.find_lost(client)
        if not corpus.ids:
            return
    tell(f"{len(corpus.ids)} or more are left; their names begin with {corpus.tag}")


def table(few: int, small: Phase, many: int, large: Phase) -> Iterator[str]:
    """Return the lines of the table, in Markdown."""
    figures = ("p50 ms", "p99 ms", "per s", "AWS calls")
    grown = [f"{figure} at {records:,}" for records in (few, many) for figure in figures]
    heads = ["operation", *grown, *(f"{figure} ratio" for figure in ("p50", "p99", "AWS calls"))]
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for name in small:
        (before, calls_before), (after, calls_after) = small[name], large[name]
        ratios = [after.p50_ms / before.p50_ms, after.p99_ms / before.p99_ms]
        told = [f"{ratio:.2f}" for ratio in ratios]
        told.append(f"{calls_after / calls_before:.2f}" if calls_before and calls_after else "-")
        yield f"| {' | '.join([name, *_told(before, calls_before), *_told(after, calls_after), *told])} |"


def _told(times: Times, calls: float | None) -> list[str]:
    return [f"{times.p50_ms:.1f}", f"{times.p99_ms:.1f}", f"{times.per_second:.0f}", "-" if calls is None else f"{calls:.2f}"]


def run(chosen: argparse.Namespace) -> None:
    """Measure twice, print, clean up."""
    corpus, many = Corpus(), chosen.records * chosen.factor
    with connect(chosen) as client, Load(client, chosen.clients) as load:
        others = len(client.post("/artifacts", json=[{"name": "*"}]).json())
        if others:
            tell("The registry is not empty: lists and patterns read the others' records too, so the ratios say less.")
        try:
            load.each(f"registering {chosen.records:,} records", corpus.create, range(chosen.records))
            counted = counter(chosen.stack, corpus)
            small = phase(load, corpus, counted, chosen.requests)
            load.each(f"registering up to {many:,} records", corpus.create, range(many - len(corpus.ids)))
            large = phase(load, corpus, counted, chosen.requests)
        finally:
            clean(load, client, corpus)
    print(f"{chosen.base_url}: {chosen.clients} clients, {chosen.requests} requests for each figure\n")
    print("\n".join(table(chosen.records, small, many, large)))


def main() -> int:
    """Entry point."""
    try:
        run(arguments())
    except (AnswerUnexpectedError, httpx.HTTPError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
