"""template.yaml is taken by SAM and CloudFormation's linter without a word, and builds for all that it offers."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from fixtures.builds import DEFAULT, PARAMETERS, Build, can_compile_for, sam, sam_build, sam_settings
from local import blueprint
from local.settings import SAM

pytestmark = pytest.mark.packaging

MOST_RESOURCES = 500
LONGEST_TEMPLATE = 1_000_000
"""What CloudFormation takes."""
RESOURCES_OF_A_FUNCTION = 3
"""The function, its role, its log group."""


def test_sam_validates_the_template() -> None:
    done = sam("validate", "--lint", "--region", "us-east-1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "is a valid SAM Template" in done.stdout + done.stderr


def test_cfn_lint_has_nothing_to_say() -> None:
    command = [Path(sys.executable).with_name("cfn-lint"), blueprint.TEMPLATE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.fixture(scope="module")
def translated() -> dict[str, Any]:
    """What CloudFormation would be given."""
    command = [SAM.with_name("python"), Path(__file__).with_name("translate.py"), blueprint.TEMPLATE]
    done = subprocess.run(
        command, env=sam_settings() | {"AWS_DEFAULT_REGION": "us-east-1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    translated: dict[str, Any] = json.loads(done.stdout)
    return translated


def test_cloudformation_takes_as_many_resources_and_so_long_a_template(translated: dict[str, Any]) -> None:
    count, length = len(translated["Resources"]), len(json.dumps(translated))
    reserve = (MOST_RESOURCES - count) // RESOURCES_OF_A_FUNCTION
    said = f"{len(blueprint.functions())} functions make {count} of {MOST_RESOURCES} resources: room for {reserve} more"
    assert count <= MOST_RESOURCES, said
    assert length <= LONGEST_TEMPLATE, f"the template has {length} of {LONGEST_TEMPLATE} bytes"


def test_a_function_is_three_resources_however_many_routes_it_has(translated: dict[str, Any]) -> None:
    kinds = Counter(resource["Type"] for resource in translated["Resources"].values())
    functions = len(blueprint.functions())
    assert kinds["AWS::Lambda::Function"] == functions
    assert kinds["AWS::Lambda::Permission"] == 0
    # One role more for the API, one log group more for its access log.
    assert kinds["AWS::IAM::Role"] == kinds["AWS::Logs::LogGroup"] == functions + 1


def test_the_translator_leaves_the_routes_as_they_are_and_adds_cors_and_limits(translated: dict[str, Any]) -> None:
    api = blueprint.template()["Resources"]["Api"]["Properties"]
    body = translated["Resources"]["Api"]["Properties"]["Body"]
    assert body["paths"] == api["DefinitionBody"]["paths"]
    condition, cors, otherwise = body["x-amazon-apigateway-cors"]["Fn::If"]
    assert (condition, otherwise) == ("CorsOn", {"Ref": "AWS::NoValue"})
    written = api["CorsConfiguration"]["Fn::If"][1]
    assert {name[0].upper() + name[1:]: value for name, value in cors.items()} == {**written, "AllowOrigins": [""]}
    [stage] = [one["Properties"] for one in translated["Resources"].values() if one["Type"] == "AWS::ApiGatewayV2::Stage"]
    assert stage["RouteSettings"] == api["RouteSettings"]
    shared = blueprint.template()["Globals"]["HttpApi"]
    assert {name: stage[name] for name in shared} == shared


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
