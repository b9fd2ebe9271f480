"""template.yaml is taken by SAM and CloudFormation's linter without a word, and builds for all that it offers."""

import subprocess
import sys
from pathlib import Path

import pytest

from fixtures.builds import DEFAULT, PARAMETERS, Build, can_compile_for, sam, sam_build
from local import blueprint

pytestmark = pytest.mark.packaging


def test_sam_validates_the_template() -> None:
    done = sam("validate", "--lint", "--region", "us-east-1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "is a valid SAM Template" in done.stdout + done.stderr


def test_cfn_lint_has_nothing_to_say() -> None:
    command = [Path(sys.executable).with_name("cfn-lint"), blueprint.TEMPLATE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_every_runtime_and_architecture_on_offer_has_its_build_options() -> None:
    runtimes, architectures = (PARAMETERS[name]["AllowedValues"] for name in ("Runtime", "Architecture"))
    offered = {f"{runtime}-{architecture}" for runtime in runtimes for architecture in architectures}
    assert offered == {folder.name for folder in (blueprint.ROOT / "layers" / "targets").iterdir()}


def test_a_build_without_options_is_for_the_defaults_or_says_what_is_missing(tmp_path: Path) -> None:
    done = sam_build(tmp_path / "build")
    if can_compile_for(DEFAULT.version):
        assert done.returncode == 0, done.stdout + done.stderr
        tag = f"cpython-{DEFAULT.version.replace('.', '')}"
        assert {path.name.split(".")[1] for path in tmp_path.rglob("cairn/**/*.pyc")} == {tag}
    else:
        assert done.returncode != 0
        assert f"install {DEFAULT.runtime}" in done.stderr


def test_every_function_is_built_from_its_own_folder_alone(machine_build: Build) -> None:
    for function in blueprint.functions():
        built = machine_build.folder / function.logical_id
        assert {path.name for path in built.iterdir()} == {"app.py"}
        assert (built / "app.py").read_bytes() == (function.folder / "app.py").read_bytes()
