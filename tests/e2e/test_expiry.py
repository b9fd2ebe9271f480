"""Expiry has its place in the journal: neither an expired item nor a write after it is wrong after a kill."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

from local.cloud import environment
from local.settings import CLOUD_PYTHON, ROOT

if TYPE_CHECKING:
    from pathlib import Path


def probe(part: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one part in a process of the local cloud's own."""
    return subprocess.run(
        [CLOUD_PYTHON, "-m", "tests.e2e.expiry_probe", part, folder],
        cwd=ROOT,
        env=environment.of(folder, 4566),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_items_that_expire_beside_writes_are_right_after_a_kill(tmp_path: Path) -> None:
    written = probe("write", tmp_path)
    assert written.returncode == 9, written.stderr
    first = probe("read", tmp_path)
    assert first.returncode == 0, first.stderr
    assert json.loads(first.stdout.splitlines()[-1]) == {"expired": "second", "renewed": "second"}
    # The first start made a snapshot of what it replayed: the second must find the same and nothing to replay.
    assert "journal: 8 of 8 records applied" in first.stdout
    second = probe("read", tmp_path)
    assert second.stdout.splitlines() == first.stdout.splitlines()[-1:]
