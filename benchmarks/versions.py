"""TrueFoundry's versions: made by N clients on one artifact and on N, and a page of a long list, first and deep.

    python -m benchmarks.versions --base-url http://127.0.0.1:8080 --versions 10000 --clients 8

Works against any base URL; makes artifacts of its own in the default ML repo and deletes exactly those at the end. Every
figure is of one run, and what it says is in the ratios: the same client, the same machine, the same minute.
"""

from __future__ import annotations

import argparse
import secrets
import sys
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

import httpx

from benchmarks.corpus import NOT_FOUND, OK, AnswerUnexpectedError, expect
from benchmarks.load import Load, Times, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.corpus import Operation

API = "/api/svc/v1"
PAGE = 100
UNFINISHED = 503


@dataclass
class Artifacts:
    """The artifacts of one run, told apart from everything else by a random tag in their names."""

    clients: int
    tag: str = field(default_factory=lambda: f"bench-{secrets.token_hex(4)}")
    ids: dict[str, str] = field(default_factory=dict)
    """By name, without the tag."""
    _changes: Iterator[int] = field(default_factory=count)

    def publish(self, client: httpx.Client, name: str) -> None:
        """Make a version, of files that lie elsewhere: no other request belongs to it."""
        manifest = {
            "type": "artifact-version",
            "name": f"{self.tag}-{name}",
            "ml_repo": "default",
            "metadata": {"change": next(self._changes)},
            "source": {"type": "external", "uri": "s3://elsewhere/files"},
        }
        made = expect(client.put(f"{API}/artifact-versions", json={"manifest": manifest})).json()["data"]
        self.ids[name] = made["artifact_id"]

    def publish_to_one(self, client: httpx.Client, _: int) -> None:
        """Make a version of the artifact that all clients add to."""
        self.publish(client, "one")

    def publish_to_many(self, client: httpx.Client, index: int) -> None:
        """Make a version of one of as many artifacts as there are clients."""
        self.publish(client, f"many-{index % self.clients}")

    def page(self, offset: int) -> Operation:
        """Return what reads a full page of the one artifact's versions."""

        def read(client: httpx.Client, _: int) -> None:
            found = self._listed(client, PAGE, offset)
            if len(found) != PAGE:
                message = f"a page at {offset} has {len(found)} versions"
                raise AnswerUnexpectedError(message)

        return read

    def delete_one(self, client: httpx.Client) -> None:
        """Delete a version from the middle: from now on numbers do not tell how many come before a place."""
        [found] = self._listed(client, 1, PAGE)
        expect(client.delete(f"{API}/artifact-versions/{found['id']}"))

    def _listed(self, client: httpx.Client, limit: int, offset: int) -> list[dict[str, Any]]:
        asked: dict[str, str | int] = {"artifact_id": self.ids["one"], "limit": limit, "offset": offset}
        found: list[dict[str, Any]] = expect(client.get(f"{API}/artifact-versions", params=asked)).json()["data"]
        return found

    def clean(self, client: httpx.Client) -> None:
        """Delete all of it; a long one takes several requests."""
        for name, one in list(self.ids.items()):
            while expect(client.delete(f"{API}/artifacts/{one}"), OK, NOT_FOUND, UNFINISHED).status_code == UNFINISHED:
                tell(f"  deleting {name}: goes on")
            del self.ids[name]


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base-url", default="http://127.0.0.1:8080")
    parser.add_argument("--versions", type=int, default=10_000, help="of the artifact that is listed (default %(default)s)")
    parser.add_argument("--clients", type=int, default=8, help="requests at the same time (default %(default)s)")
    parser.add_argument("--requests", type=int, default=400, help="measured for each figure (default %(default)s)")
    parser.add_argument("--token", default="", help="sent as Bearer, where one has to sign in")
    return parser.parse_args()


def measure(
    load: Load, client: httpx.Client, artifacts: Artifacts, versions: int, requests: int
) -> Iterator[tuple[str, Times]]:
    """Yield what was measured, in the order of the table."""
    clients = artifacts.clients
    yield f"make, on {clients} artifacts", load.measure(artifacts.publish_to_many, requests)
    yield "make, on one", load.measure(artifacts.publish_to_one, requests)
    left = versions - requests - clients
    load.each(f"making {versions:,} versions of one artifact", artifacts.publish_to_one, range(left))
    deep = versions - 2 * PAGE
    yield f"list {PAGE} of {versions:,}, the first", load.measure(artifacts.page(0), requests)
    yield f"list, at offset {deep:,}", load.measure(artifacts.page(deep), requests)
    artifacts.delete_one(client)
    yield "list, the first, after a version was deleted", load.measure(artifacts.page(0), requests)
    yield f"list, at offset {deep:,}, after that", load.measure(artifacts.page(deep), requests)


def table(measured: dict[str, Times]) -> Iterator[str]:
    """Return the lines of the table, in Markdown: making by its rate, listing by its median, each to the first of its sort."""
    yield "| | p50 ms | p99 ms | per s | ratio |"
    yield "|---|---|---|---|---|"
    first: dict[str, Times] = {}
    for name, times in measured.items():
        base = first.setdefault(name.split()[0].rstrip(","), times)
        ratio = times.per_second / base.per_second if name.startswith("make") else times.p50_ms / base.p50_ms
        yield f"| {name} | {times.p50_ms:.1f} | {times.p99_ms:.1f} | {times.per_second:.0f} | {ratio:.2f} |"


def run(chosen: argparse.Namespace) -> None:
    """Measure, print, clean up."""
    artifacts = Artifacts(chosen.clients)
    headers = {"Authorization": f"Bearer {chosen.token}"} if chosen.token else {}
    limits = httpx.Limits(max_connections=chosen.clients)
    with httpx.Client(base_url=chosen.base_url, headers=headers, timeout=60, limits=limits) as client:
        try:
            with Load(client, chosen.clients) as load:
                measured = dict(measure(load, client, artifacts, chosen.versions, chosen.requests))
        finally:
            artifacts.clean(client)
    print(f"{chosen.base_url}: {chosen.clients} clients, {chosen.requests} requests for each figure\n")
    print("\n".join(table(measured)))


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
