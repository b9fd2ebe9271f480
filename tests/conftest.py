"""What all suites share."""

import sys
from pathlib import Path

import pytest

# Plug-ins are files beside the suites, and importlib mode leaves the path alone.
sys.path.insert(0, str(Path(__file__).parent))

pytest_plugins = ["fixtures.aws"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--base-url", help="run the contract suite over HTTP against this running stack")
