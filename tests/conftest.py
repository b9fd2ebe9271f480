"""What all suites share."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

# Plug-ins are files beside the suites, and importlib mode leaves the path alone.
sys.path.insert(0, str(Path(__file__).parent))

pytest_plugins = ["fixtures.aws", "fixtures.api"]

# A person who runs the tests looks for new examples each time; CI judges a change by the same ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--base-url", help="run the contract suite over HTTP against this running stack")
    parser.addoption("--first-examples", action="store_true", help="run each test with the first of its parameters only")


# The longest ones, so that at the end no worker is left with much while the others have nothing.
FIRST = ("e2e", "packaging")


def suite_of(nodeid: str) -> str:
    """The folder of a test below `tests`."""
    return nodeid.removeprefix("tests/").partition("/")[0]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: (*FIRST, suite_of(item.nodeid)).index(suite_of(item.nodeid)))
    if config.getoption("--first-examples"):
        first = {item.nodeid.partition("[")[0]: item for item in reversed(items)}
        items[:] = reversed(first.values())


class SuiteScheduling(LoadScopeScheduling):
    """Hands out whole files to parallel workers, each with a running cloud of its own; what shares a build stays in one.

    `--dist loadgroup` would be the library's own way; it sets what pytest 9 no longer reads, and groups nothing.
    """

    def _split_scope(self, nodeid: str) -> str:
        suite = suite_of(nodeid)
        return suite if suite == "packaging" else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> SuiteScheduling:
    return SuiteScheduling(config, log)
