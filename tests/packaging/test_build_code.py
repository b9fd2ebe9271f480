"""The layers' build says in one sentence what it lacks, and needs no package index a second time."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from fixtures.builds import MACHINE
from layers import build

TARGET = str(MACHINE)


def run(layer: str, target: str, artifacts: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, build.__file__, layer, "--target", target, "--artifacts", str(artifacts)]
    return subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)


def test_an_unknown_target_is_refused_in_one_sentence(tmp_path: Path) -> None:
    done = run("cairn", "python3.9-sparc", tmp_path)
    remedy = "the layer's WorkingDirectory must name a folder there."
    assert (done.returncode, done.stderr) == (1, f"layers: python3.9-sparc is not in layers/targets: {remedy}\n")


def test_a_runtime_without_its_python_is_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "candidates", lambda _version: iter([Path(os.devnull), Path("/nowhere/python")]))
    with pytest.raises(SystemExit) as refusal:
        build.interpreter("3.12")
    assert re.fullmatch(
        r"layers: Runtime=python3\.12 is compiled with a Python 3\.12, which this machine has not: "
        r"install python3\.12, or build with --parameter-overrides Runtime=python3\.\d+\.",
        str(refusal.value),
    )


def test_an_interpreter_of_another_version_is_not_taken() -> None:
    assert build.is_python(Path(sys.executable), MACHINE.version)
    assert not build.is_python(Path(sys.executable), "3.9")


def test_this_python_is_found_before_any_other() -> None:
    assert build.interpreter(MACHINE.version) == Path(sys.executable)


@pytest.mark.packaging
def test_a_second_build_needs_no_package_index(tmp_path: Path) -> None:
    assert run("dependencies", TARGET, tmp_path / "first").returncode == 0
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1"}
    done = run("dependencies", TARGET, tmp_path / "second", **nowhere)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "second" / "python" / "pydantic" / "__init__.py").exists()


@pytest.mark.packaging
def test_a_wheel_that_is_not_the_locked_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    requirements = tmp_path / "requirements.txt"
    requirements.write_text(f"six==1.17.0 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setattr(build, "WHEELS", tmp_path)
    with pytest.raises(SystemExit, match="DO NOT MATCH THE HASHES"):
        build.wheelhouse(requirements, [])
    assert not list(tmp_path.rglob("*.whl"))


def test_a_bundle_without_a_root_is_refused() -> None:
    with pytest.raises(SystemExit, match="AMAZON_ROOTS"):
        build.amazon_roots("")
