"""The MLTE face beside MLTE's own backend, on this machine: times at N artifacts in one version and at many times N.

    python -m benchmarks.mlte --base-url http://127.0.0.1:8080 --artifacts 1000 --factor 20

Its own backend is started from `.venv-mlte-backend`, with a store in a temporary folder (`--store fs`), the database
file of SQLite (`sqlite`), or nothing that outlasts it (`memory`), and stopped at the end; `--factor 1` leaves the second
size out. Each request is sent when the one before it is answered. Nothing here passes or fails: it is a table to read.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from benchmarks.corpus import AnswerUnexpectedError
from benchmarks.evidence import Evidence
from benchmarks.load import Load, Times, tell
from local.state import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    Phase = dict[str, tuple[Times, str]]
    """By operation: its times, and how much of what it should have found it found."""

BACKEND = Path(__file__).resolve().parent.parent / ".venv-mlte-backend" / "bin" / "mlte"
STORES = {"fs": "fs://{folder}/store", "sqlite": "sqlite:///{folder}/store.db", "memory": "memory://"}
START_SECONDS = 60
FILLING_CLIENTS = 8


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base-url", default="http://127.0.0.1:8080", help="ours (default %(default)s)")
    parser.add_argument("--user", default="anonymous:anonymous", metavar="NAME:PASSWORD", help="who signs in to ours")
    parser.add_argument("--store", choices=STORES, default="fs", help="of MLTE's own backend (default %(default)s)")
    parser.add_argument("--artifacts", type=int, default=1_000, help="N (default %(default)s)")
    parser.add_argument("--factor", type=int, default=1, help="then at so many times N (default %(default)s: not at all)")
    parser.add_argument("--requests", type=int, default=100, help="measured per write and read (default %(default)s)")
    parser.add_argument("--scans", type=int, default=5, help="measured per list, search and token (default %(default)s)")
    return parser.parse_args()


@contextmanager
def own_backend(store: str) -> Iterator[str]:
    """Run MLTE's own backend; yields its URL."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        command = [str(BACKEND), "backend", "--host", "127.0.0.1", "--port", str(port)]
        with (
            Path(folder, "log").open("wb") as log,
            subprocess.Popen([*command, "--store-uri", STORES[store].format(folder=folder)], stdout=log, stderr=log) as process,
        ):
            try:
                yield _ready(f"http://127.0.0.1:{port}", process)
            finally:
                process.terminate()


def _ready(url: str, process: subprocess.Popen[bytes]) -> str:
    pause, give_up = threading.Event(), time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < give_up:
        try:
            httpx.get(f"{url}/api/healthz").raise_for_status()
        except httpx.HTTPError:
            pause.wait(0.1)
        else:
            return url
    raise AnswerUnexpectedError("MLTE's own backend did not start")


def sign_in(client: httpx.Client, credentials: tuple[str, str]) -> None:
    """Have a client show a token from now on."""
    name, password = credentials
    form = {"grant_type": "password", "username": name, "password": password}
    answer = client.post("/api/token", data=form).raise_for_status()
    client.headers["authorization"] = f"Bearer {answer.json()['access_token']}"


def phase(client: httpx.Client, evidence: Evidence, chosen: argparse.Namespace, artifacts: int) -> Phase:
    """Fill the version up, then measure each operation."""
    with Load(client, FILLING_CLIENTS) as filling:
        filling.each(f"writing up to {artifacts:,}", evidence.write, range(artifacts - evidence.written))
    measured: Phase = {}
    with Load(client, 1) as load:
        for name, (operation, is_scan) in evidence.operations().items():
            tell(f"  measuring {name}")
            times = load.measure(operation, chosen.scans if is_scan else chosen.requests)
            found, expected = evidence.found.get(name, (0, 0))
            measured[name] = times, f" ({found} of {expected})" if found != expected else ""
    return measured


def measure(url: str, credentials: str, chosen: argparse.Namespace) -> list[Phase]:
    """Measure one server, at one size or two."""
    name, _, password = credentials.partition(":")
    evidence = Evidence((name, password))
    sizes = [chosen.artifacts, *([chosen.artifacts * chosen.factor] if chosen.factor > 1 else [])]
    with httpx.Client(base_url=url, timeout=300) as client:
        sign_in(client, evidence.credentials)
        evidence.begin(client)
        try:
            return [phase(client, evidence, chosen, size) for size in sizes]
        finally:
            evidence.end(client)


def table(own: list[Phase], ours: list[Phase], sizes: list[int]) -> Iterator[str]:
    """Return the lines of the table, in Markdown."""
    heads = [head for size in sizes for head in (f"own, {size:,}", f"ours, {size:,}", "own / ours")]
    growth = ["own grows", "ours grows"] if len(sizes) > 1 else []
    yield f"| p50 ms | {' | '.join([*heads, *growth])} |"
    yield f"|{'---|' * (1 + len(heads) + len(growth))}"
    for name in own[0]:
        cells = []
        for theirs, mine in zip(own, ours, strict=True):
            (before, missed), (after, missing) = theirs[name], mine[name]
            ratio = f"{before.p50_ms / after.p50_ms:.2f}"
            cells += [f"{before.p50_ms:.1f}{missed}", f"{after.p50_ms:.1f}{missing}", ratio]
        if growth:
            cells += [f"{phases[-1][name][0].p50_ms / phases[0][name][0].p50_ms:.2f}" for phases in (own, ours)]
        yield f"| {' | '.join([name, *cells])} |"


def run(chosen: argparse.Namespace) -> None:
    """Measure both, print."""
    with ExitStack() as stack:
        tell(f"MLTE's own backend, store {chosen.store}")
        own = measure(stack.enter_context(own_backend(chosen.store)), "admin:admin1234", chosen)
    tell(f"ours, {chosen.base_url}")
    ours = measure(chosen.base_url, chosen.user, chosen)
    sizes = [chosen.artifacts, chosen.artifacts * chosen.factor][: len(own)]
    print(
        f"MLTE's own backend (store {chosen.store}) and {chosen.base_url}, one client; in brackets what was found, if not all\n"
    )
    print("\n".join(table(own, ours, sizes)))


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
