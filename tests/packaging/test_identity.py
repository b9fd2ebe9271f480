"""What is deployed takes tokens of an outside issuer, and carries what it needs for that only while there is one."""

import json
import os
import re
import shlex
import subprocess
from typing import Any

import pytest

from fixtures.builds import LAMBDA_PYTHON, PARAMETERS, Build
from fixtures.issuer import AUDIENCE, Issuer, key, running
from layers import build as layer_build
from local import blueprint

pytestmark = pytest.mark.packaging

TARGETS = [folder.name for folder in sorted((blueprint.ROOT / "layers" / "targets").iterdir())]
IDENTIFY = """
import json, sys
from cairn.access.oidc import IssuerSettings, OutsideIssuer
url, audience, *tokens = sys.argv[1:]
issuer = OutsideIssuer(IssuerSettings(url, audience))
print(json.dumps([issuer.identify(token).name for token in tokens]))
"""


def identify(build: Build, issuer: Issuer, *tokens: str) -> "subprocess.CompletedProcess[str]":
    """Ask the built package for the names that the tokens give, with the built layers and nothing else."""
    environment = {"PYTHONPATH": os.pathsep.join(str(layer / "python") for layer in (*build.layers, build.identity))}
    command = [str(LAMBDA_PYTHON), "-W", "error", "-c", IDENTIFY, issuer.url, AUDIENCE, *tokens]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_built_layers_take_a_token_of_every_kind_of_key(machine_build: Build) -> None:
    algorithms = ["RS256", "PS256", "ES256", "ES384", "Ed25519", "EdDSA"]
    with running() as issuer:
        issuer.publish(*[key(algorithm, algorithm) for algorithm in algorithms])
        tokens = [issuer.token(key(algorithm, algorithm), {"alg": algorithm}, sub=algorithm) for algorithm in algorithms]
        done = identify(machine_build, issuer, *tokens)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [f"oidc:sub:{algorithm}" for algorithm in algorithms]


def test_the_library_is_in_no_other_layer(machine_build: Build) -> None:
    for layer in machine_build.layers:
        assert not {"joserfc", "cryptography"} & {path.name for path in (layer / "python").iterdir()}


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_has_its_wheels(target: str) -> None:
    requirements = blueprint.ROOT / "layers" / "identity" / "requirements.txt"
    options = (blueprint.ROOT / "layers" / "targets" / target / "pip.args").read_text()
    found = layer_build.wheelhouse(requirements, shlex.split(options))
    packages = re.findall(r"^([\w.-]+)==", requirements.read_text(), re.MULTILINE)
    assert {path.name.partition("-")[0] for path in found.iterdir()} == set(packages)


def resources(kind: str) -> dict[str, Any]:
    found = blueprint.template()["Resources"]
    return {name: block for name, block in found.items() if block["Type"] == kind}


def test_functions_carry_the_layer_only_while_there_is_an_issuer() -> None:
    layers = blueprint.template()["Globals"]["Function"]["Layers"]
    assert layers[-1] == {"Fn::If": ["OidcOn", {"Ref": "IdentityLayer"}, {"Ref": "AWS::NoValue"}]}
    assert resources("AWS::Serverless::LayerVersion")["IdentityLayer"]["Condition"] == "OidcOn"
    assert blueprint.template()["Conditions"]["OidcOn"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "OidcIssuer"}, ""]}]}
    assert {PARAMETERS[name]["Default"] for name in PARAMETERS if name.startswith("Oidc")} == {""}
