"""The published `mlte` in an environment of its own, for each Python that it is asked for with."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from layers.build import candidates, is_python
from local.settings import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LOCK = ROOT / "requirements" / "mlte.txt"


def python(version: str) -> Path:
    """Return an interpreter of this version ("3.12") that has the client; skip where the machine has none of it."""
    made = ROOT / ".venv-mlte" / "bin" / "python"
    if is_python(made, version):
        return made
    found = next((path for path in candidates(version) if is_python(path, version)), None)
    if found is None:
        pytest.skip(f"this machine has no Python {version}")
    directory = ROOT / ".build" / f"mlte-{version}"
    stamp, wanted = directory / "cairn.stamp", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not stamp.is_file() or stamp.read_text() != wanted:
        shutil.rmtree(directory, ignore_errors=True)
        subprocess.run([found, "-m", "venv", directory], check=True, capture_output=True, timeout=120)
        install = ["-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", "-r", str(LOCK)]
        subprocess.run([directory / "bin" / "python", *install], check=True, capture_output=True, timeout=600)
        stamp.write_text(wanted)
    return directory / "bin" / "python"


def run(python: Path, script: str, **environment: str) -> dict[str, Any]:
    """Run a script of `clients/`; return what it printed last."""
    told = {"PATH": os.defpath, "HOME": str(python.parent.parent), **environment}
    command = [str(python), str(ROOT / "tests" / "e2e" / "clients" / f"{script}.py")]
    done = subprocess.run(command, env=told, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-5000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
