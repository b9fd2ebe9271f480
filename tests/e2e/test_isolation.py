"""What runs is what is deployed: a function has its layers and its settings, and nothing of the machine that hosts it."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from local.cloud import environment
from local.settings import CLOUD_PYTHON, ROOT
from tests.e2e import beside

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import LocalCloud

INSPECTOR = """
import importlib.util
import os
import sys
import botocore

def handler(event, context):
    return {
        "found": [name for name in event if importlib.util.find_spec(name)],
        "botocore": [botocore.__version__, botocore.__file__],
        "environment": dict(os.environ),
        "python": list(sys.version_info[:2]),
    }
"""
HOSTS_OWN = ["ministack", "hypercorn", "aiohttp", "yaml", "samtranslator", "boto3", "pip"]


@pytest.fixture(scope="module")
def inspection(stack: LocalCloud) -> dict[str, Any]:
    """What a function with the layers of the stack sees."""
    return beside.run(stack, "TrustArtifactRetrieve", INSPECTOR, [*HOSTS_OWN, "cairn", "pydantic"], LOG_LEVEL="DEBUG")


def test_a_function_finds_what_its_layers_bring_and_nothing_else(inspection: dict[str, Any]) -> None:
    assert inspection["found"] == ["cairn", "pydantic"]


def test_botocore_is_the_layers_and_not_the_hosts(inspection: dict[str, Any]) -> None:
    version, path = inspection["botocore"]
    locked = (ROOT / "layers" / "dependencies" / "requirements.txt").read_text()
    assert f"botocore=={version} " in locked
    assert "site-packages" not in path


def test_a_functions_settings_are_its_own(inspection: dict[str, Any], stack: LocalCloud) -> None:
    seen = inspection["environment"]
    hosts = environment.of(stack.state, 0).keys() - {"PATH", "LANG", "TMPDIR"}
    assert hosts & seen.keys() == {"LOG_LEVEL"}
    assert seen["LOG_LEVEL"] == "DEBUG"
    assert "HOME" not in seen
    assert seen["AWS_ENDPOINT_URL"] == stack.aws_environment["AWS_ENDPOINT_URL"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("from ministack.services import sqs; del sqs._queues_lock", "lacks ministack.services.sqs._queues_lock"),
        (
            "from ministack.core.lambda_runtime import Worker; Worker._drain_stderr_bounded = lambda self: ''",
            "lacks ministack.core.lambda_runtime.Worker._drain_stderr_bounded",
        ),
        ("from ministack import app; app.AUTH = False", "would not enforce the functions' roles"),
    ],
)
def test_a_ministack_that_the_patches_do_not_fit_is_refused_by_name(tmp_path: Path, spoil: str, said: str) -> None:
    done = subprocess.run(
        [os.fspath(CLOUD_PYTHON), "-c", f"{spoil}; from local.cloud import patches; patches.check()"],
        cwd=ROOT,
        env=environment.of(tmp_path, 4566),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert said in done.stderr
