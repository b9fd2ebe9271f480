"""The contract suite, the same files, over HTTP against the deployed stack."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

from local.settings import ROOT

if TYPE_CHECKING:
    from tests.e2e.conftest import LocalCloud

MINUTES = 10


def test_the_deployed_stack_keeps_the_contract(stack: LocalCloud) -> None:
    command = [sys.executable, "-m", "pytest", "tests/contract", "--base-url", stack.url, "-p", "no:cacheprovider", "-q"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60 * MINUTES, check=False)
    assert done.returncode == 0, done.stdout[-8000:]
    assert re.search(r"\b[1-9]\d* passed", done.stdout)
