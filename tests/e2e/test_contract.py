"""The contract suite, the same files, over HTTP against the deployed stack.

What is asked of every route is asked of every route here too. Of the tests of one operation each runs once: its other
parameters vary what a handler does with them, which is the same code here as in the process of the suite.
"""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from local.settings import ROOT

if TYPE_CHECKING:
    from tests.e2e.conftest import LocalCloud

MINUTES = 20
OF_EVERY_ROUTE = ["tests/contract/test_headers.py", "tests/contract/test_openapi.py"]
OF_ONE = ["tests/contract", "--first-examples", *(f"--ignore={path}" for path in OF_EVERY_ROUTE)]


@pytest.mark.parametrize("tests", [OF_EVERY_ROUTE, OF_ONE], ids=["every route", "one operation"])
def test_the_deployed_stack_keeps_the_contract(stack: LocalCloud, tests: list[str]) -> None:
    command = [sys.executable, "-m", "pytest", *tests, "--base-url", stack.url, "-p", "no:cacheprovider", "-q", "--durations=5"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60 * MINUTES, check=False)
    assert done.returncode == 0, done.stdout[-8000:]
    assert re.search(r"\b[1-9]\d* passed", done.stdout)
