"""Cold starts of the built functions, beside a bare handler with the same boto3 clients; and our own warm work.

    python -m benchmarks.cold_start [OPERATION ...]

Instructions are counted by callgrind from the start of the process to the first answer, the loading of the trusted
roots for the first AWS call included, its socket and handshake left out. They come out the same but for a few in a
million, and are what the budget is for. Wall time is shown beside them, the median of runs taken in turns, never judged.
Exits with 1 when a function is over its budget of instructions; `slow` marks more than 100 us of our own warm work.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import sysconfig
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local import blueprint
from local.deploy import sam
from local.settings import Settings

HERE = Path(__file__).resolve().parent
PYTHON = blueprint.ROOT / ".venv-lambda" / "bin" / "python"
VALGRIND = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null")
ROUNDS = 7
OWN_WARM_US = 100
# At most so many times the instructions of the bare handler with the same clients.
BUDGETS = {"no AWS": 0.15, "data": 1.10, "presign": 1.15, "password": 1.20}
SETTINGS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_REGION": "us-east-1",
    "AUTH_MODE": "open",
    "BUCKET_NAME": "bucket",
    "DEAD_LETTER_QUEUE_URL": "https://sqs.us-east-1.amazonaws.com/123456789012/dead",
    "GITHUB_API_URL": "https://github.invalid",
    "HF_ENDPOINT": "https://hub.invalid",
    "POWERTOOLS_LOG_LEVEL": "INFO",
    "QUEUE_URL": "https://sqs.us-east-1.amazonaws.com/123456789012/jobs",
    "TABLE_NAME": "table",
}


@dataclass(frozen=True)
class Case:
    """A process to start: a folder with an app.py, what else is on its path, and the event that it answers."""

    name: str
    folder: Path
    libraries: tuple[Path, ...]
    event: Path
    clients: tuple[str, ...] = ()
    roots: Path | None = None

    def run(self, mode: str, *before: str) -> subprocess.CompletedProcess[str]:
        """Start it once; what it answers must not be a failure."""
        path = os.pathsep.join(str(part) for part in (self.folder, *self.libraries))
        fixed = {"PATH": os.defpath, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
        environment = SETTINGS | fixed | {"PYTHONPATH": path, "CLIENTS": ",".join(self.clients)}
        if self.roots:
            environment["AWS_CA_BUNDLE"] = str(self.roots)
        command = [*before, str(PYTHON), str(HERE / "cold_start_driver.py"), mode, str(self.event)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode or report(done)["status"] == 500:  # noqa: PLR2004 - what the edge answers on a failure
            sys.exit(f"{self.name} failed:\n{done.stdout}{done.stderr}")
        return done

    def instructions(self) -> int:
        """Count one cold start."""
        collected = re.search(r"Collected : (\d+)", self.run("first", *VALGRIND).stderr)
        if collected is None:
            sys.exit("callgrind did not tell what it counted.")
        return int(collected[1])

    def milliseconds(self) -> float:
        """Time one cold start, from the start of the process to its first answer."""
        started = time.perf_counter()
        self.run("first")
        return (time.perf_counter() - started) * 1000


def report(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """What the driver said of a run."""
    lines = [line for line in done.stderr.splitlines() if line.startswith('{"status"')]
    found: dict[str, Any] = json.loads(lines[-1])
    return found


def ensure_valgrind() -> None:
    """Have callgrind, or say how to."""
    if shutil.which("valgrind"):
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        sys.exit("cold starts are counted by callgrind: install valgrind, e.g. `sudo apt-get install valgrind`.")
    print("installing valgrind with apt-get ...", flush=True)
    for step in (("update", "-qq"), ("install", "-y", "-qq", "--no-install-recommends", "valgrind")):
        subprocess.run(["apt-get", *step], check=True, stdout=subprocess.DEVNULL)


def built_cases(operations: list[str]) -> list[Case]:
    """Build the template for this machine; one case per function."""
    (blueprint.ROOT / ".build").mkdir(exist_ok=True)
    built = sam.build(Settings().parameters, blueprint.ROOT / ".build" / "benchmark.log").parent
    layers = tuple(built / name / "python" for name in ("DependenciesLayer", "CairnLayer"))
    roots = built / "DependenciesLayer" / "amazon-roots.pem"
    events = blueprint.ROOT / "events"
    return [
        Case(one.operation, built / one.logical_id, layers, events / one.face / f"{one.operation}.json", roots=roots)
        for one in blueprint.functions()
        if not operations or one.operation in operations
    ]


def bare(clients: tuple[str, ...], event: Path) -> Case:
    """Return the handler that only creates these clients, with the SDK as it is published."""
    return Case(f"bare: {' '.join(clients)}", HERE / "bare", (Path(sysconfig.get_path("purelib")),), event, clients)


@dataclass(frozen=True)
class Kind:
    """What a function is compared with, and by how much it may exceed it."""

    budget: str
    reference: tuple[str, ...]

    @classmethod
    def of(cls, case: Case) -> Kind:
        """Tell by the clients that it creates and by what it has imported to answer."""
        about = report(case.run("about"))
        clients = tuple(sorted(set(about["clients"])))
        if not clients:
            return cls("no AWS", ("dynamodb",))
        return cls("password" if about["hashes"] else "presign" if "s3" in clients else "data", clients)


def medians(cases: list[Case]) -> dict[str, float]:
    """Time all cases in turns, so that a busy moment of the machine falls on all of them alike."""
    times: dict[str, list[float]] = {case.name: [] for case in cases}
    for _ in range(ROUNDS):
        for case in cases:
            times[case.name].append(case.milliseconds())
    return {name: statistics.median(taken) for name, taken in times.items()}


def row(case: Case, kind: Kind, reference: Case, counts: dict[str, int], walls: dict[str, float]) -> tuple[str, bool]:
    """Return the line of a function, and whether it is within its budget of instructions; times are shown, not judged."""
    ratio = counts[case.name] / counts[reference.name]
    wall = walls[case.name] / walls[reference.name]
    warm = report(case.run("warm"))
    within = ratio <= BUDGETS[kind.budget]
    remark = " ".join(word for word, holds in (("OVER", not within), ("slow", warm["own_us"] > OWN_WARM_US)) if holds)
    line = (
        f"{case.name:28} {kind.budget:8} {counts[case.name] / 1e6:7.0f} {ratio:6.3f} {BUDGETS[kind.budget]:6.2f}"
        f" {walls[case.name]:7.0f} {wall:6.2f} {warm['own_us']:7.0f} {warm['sdk_us']:7.0f}  {remark}"
    )
    return line.rstrip(), within


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="Cold starts of the built functions.")
    parser.add_argument("operations", nargs="*", help="only these functions, e.g. artifact_retrieve")
    cases = built_cases(parser.parse_args().operations)
    ensure_valgrind()
    kinds = {case.name: Kind.of(case) for case in cases}
    empty = Case("empty", HERE / "empty", (), cases[0].event)
    references = {kind.reference: bare(kind.reference, cases[0].event) for kind in kinds.values()}
    measured = [empty, *references.values(), *cases]
    print(f"counting {len(measured)} cold starts with callgrind ...", flush=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        counts = dict(zip([case.name for case in measured], pool.map(Case.instructions, measured), strict=True))
    print(f"timing them, {ROUNDS} rounds ...", flush=True)
    walls = medians(measured)
    print("\nM: million instructions; x: times the bare handler with the same clients; us: CPU of a warm request")
    print(f"{'function':28} {'kind':8} {'M':>7} {'x':>6} {'budget':>6} {'wall ms':>7} {'x':>6} {'own us':>7} {'+SDK us':>7}")
    for case in (empty, *references.values()):
        print(f"{case.name:28} {'':8} {counts[case.name] / 1e6:7.0f} {'':6} {'':6} {walls[case.name]:7.0f}")
    rows = [row(case, kinds[case.name], references[kinds[case.name].reference], counts, walls) for case in cases]
    print("\n".join(line for line, _ in rows))
    sys.exit(not all(within for _, within in rows))


if __name__ == "__main__":
    main()
