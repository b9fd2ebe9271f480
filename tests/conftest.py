"""What all suites share."""

import sys
from pathlib import Path

import pytest

# Plug-ins are files beside the suites, and importlib mode leaves the path alone.
sys.path.insert(0, str(Path(__file__).parent))

pytest_plugins = ["fixtures.aws"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--base-url", help="run the contract suite over HTTP against this running stack")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Hand out whole files to parallel workers; suites that share a running cloud or a build stay in one worker."""
    suites = Path(__file__).parent
    for item in items:
        suite = item.path.relative_to(suites).parts[0]
        item.add_marker(pytest.mark.xdist_group(suite if suite in {"e2e", "packaging"} else str(item.path)))
