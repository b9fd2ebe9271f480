"""The built layers hold what functions need and nothing else, in the form that Lambda starts fastest."""

import _imp
import hashlib
import importlib.util
import io
import json
import re
import ssl
import struct
import subprocess
import sysconfig
import zipfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from fixtures.builds import LAMBDA_PYTHON, MACHINE, Build, sam_build
from layers.build import SERVICES
from local import blueprint

pytestmark = pytest.mark.packaging

MEGABYTE = 1_000_000
UNCHECKED_HASH = 0b01
ELF_MACHINES = {"x86_64": 62, "arm64": 183}
# The C and C++ libraries of Lambda's images: Amazon Linux 2 for 3.11, Amazon Linux 2023 for later ones.
LIBRARIES = {"3.11": {"GLIBC": (2, 26), "GLIBCXX": (3, 4, 24)}, "later": {"GLIBC": (2, 34), "GLIBCXX": (3, 4, 29)}}
ROOTS = {"Amazon Root CA 1", "Amazon Root CA 2", "Amazon Root CA 3", "Amazon Root CA 4"}
STARFIELD = "Starfield Services Root Certificate Authority - G2"


def files(build: Build, pattern: str) -> list[Path]:
    """Files of all layers; the tests below are only worth something where there are any."""
    return [path for layer in (*build.layers, build.identity, build.hub) for path in files_of(layer, pattern)]


def files_of(layer: Path, pattern: str) -> list[Path]:
    """Files of one layer: `cairn` has no compiled modules, each has everything else."""
    found = [path for path in sorted(layer.rglob(pattern)) if path.is_file()]
    assert found or (layer.name, pattern) == ("CairnLayer", "*.so")
    return found


def test_every_module_has_byte_code_of_the_runtime_and_no_byte_code_is_without_its_module(any_build: Build) -> None:
    tag = f"cpython-{any_build.target.version.replace('.', '')}"
    expected = {path.parent / "__pycache__" / f"{path.stem}.{tag}.pyc" for path in files(any_build, "*.py")}
    assert set(files(any_build, "*.pyc")) == expected


def test_byte_code_is_taken_unchecked_and_is_that_of_the_module_beside_it(any_build: Build) -> None:
    for path in files(any_build, "*.pyc"):
        magic, flags, source_hash = struct.unpack("<II8s", path.read_bytes()[:16])
        assert flags == UNCHECKED_HASH, path
        module = path.parent.parent / f"{path.name.split('.')[0]}.py"
        # The hash is keyed with the magic number, which need not be that of the Python that runs this.
        assert source_hash == _imp.source_hash(magic, module.read_bytes()), path


def test_byte_code_has_the_magic_number_of_the_python_that_runs_it(machine_build: Build) -> None:
    assert {path.read_bytes()[:4] for path in files(machine_build, "*.pyc")} == {importlib.util.MAGIC_NUMBER}


def sizes(build: Build, *layers: Path) -> tuple[float, float]:
    """Megabytes unpacked and zipped."""
    paths = [path for layer in layers for path in files_of(layer, "*")]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in paths:
            packed.write(path, path.relative_to(build.folder))
    return sum(path.stat().st_size for path in paths) / MEGABYTE, archive.tell() / MEGABYTE


def test_the_layers_of_every_function_stay_within_their_size(any_build: Build) -> None:
    unpacked, zipped = sizes(any_build, *any_build.layers)
    # Our own code for three faces is 0.9 MB of it: see ADR 8.
    assert (unpacked < 30, zipped < 9.5) == (True, True), (unpacked, zipped)


def test_the_layer_for_an_outside_issuer_stays_within_its_size(any_build: Build) -> None:
    """Nearly all of it is the OpenSSL inside of `cryptography`."""
    unpacked, zipped = sizes(any_build, any_build.identity)
    assert (unpacked < 18, zipped < 6) == (True, True), (unpacked, zipped)


def test_the_layer_for_the_hub_stays_within_its_size(any_build: Build) -> None:
    """The hub's client is half of it; licence names and a YAML parser are most of the rest."""
    unpacked, zipped = sizes(any_build, any_build.hub)
    assert (unpacked < 24, zipped < 7) == (True, True), (unpacked, zipped)


def test_compiled_modules_are_of_the_architecture_and_version_of_the_target(any_build: Build) -> None:
    for path in files(any_build, "*.so"):
        content = path.read_bytes()
        assert content[:4] == b"\x7fELF"
        assert struct.unpack_from("<H", content, 18)[0] == ELF_MACHINES[any_build.target.architecture], path
        tag = path.name.split(".")[1]
        assert tag == "abi3" or tag.startswith(f"cpython-{any_build.target.version.replace('.', '')}-"), path


def test_compiled_modules_ask_for_no_newer_library_than_the_runtime_has(any_build: Build) -> None:
    limits = LIBRARIES.get(any_build.target.version, LIBRARIES["later"])
    for path in files(any_build, "*.so"):
        for library, version in re.findall(rb"\0(GLIBC|GLIBCXX)_([0-9.]+)(?=\0)", path.read_bytes()):
            asked = tuple(int(part) for part in version.split(b"."))
            assert asked <= limits[library.decode()], (path, library, version)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(layer: str) -> set[tuple[str, str]]:
    """Name and version of what a layer's requirements name."""
    lock = (blueprint.ROOT / "layers" / layer / "requirements.txt").read_text()
    return {(normal(name), version) for name, version in re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE)}


def test_the_packages_are_exactly_the_locked_ones(any_build: Build) -> None:
    tools = {"boto3", "s3transfer", "awscrt", "pytest", "moto", "mypy", "pip", "setuptools", "ruff", "cfnlint", "uv"}
    for layer, folder in (("dependencies", any_build.layers[0]), ("identity", any_build.identity), ("hub", any_build.hub)):
        found = [path.name.removesuffix(".dist-info").rpartition("-") for path in (folder / "python").glob("*.dist-info")]
        assert {(normal(name), version) for name, _, version in found} == locked(layer)
        assert not tools & {path.name for path in (folder / "python").iterdir()}


def test_what_two_layers_ship_is_the_same_in_both() -> None:
    for one, other in combinations(("dependencies", "identity", "hub"), 2):
        both = [dict(locked(layer)) for layer in (one, other)]
        shared = both[0].keys() & both[1].keys()
        assert {name: both[0][name] for name in shared} == {name: both[1][name] for name in shared}, (one, other)


def test_nothing_is_shipped_that_only_people_and_tools_read(any_build: Build) -> None:
    for pattern in ("*.pyi", "py.typed", "RECORD", "examples-1.json*", "*.egg-info"):
        assert not [
            path for layer in (*any_build.layers, any_build.identity, any_build.hub) for path in layer.rglob(pattern)
        ], pattern
    assert {path.name for path in any_build.layers[0].iterdir()} == {"python", "amazon-roots.pem"}
    assert {path.name for path in any_build.layers[1].iterdir()} == {"python"}
    assert {path.name for path in any_build.identity.iterdir()} == {"python"}
    assert {path.name for path in (any_build.layers[1] / "python").iterdir()} == {"cairn"}


def test_our_package_is_shipped_whole(any_build: Build) -> None:
    source = blueprint.ROOT / "layers" / "cairn" / "cairn"
    shipped = any_build.layers[1] / "python" / "cairn"
    modules = {path.relative_to(source): path.read_bytes() for path in source.rglob("*.py")}
    assert {path.relative_to(shipped): path.read_bytes() for path in shipped.rglob("*.py")} == modules


def test_the_sdk_knows_the_used_services_and_no_other(any_build: Build) -> None:
    data = any_build.layers[0] / "python" / "botocore" / "data"
    assert {path.name for path in data.iterdir() if path.is_dir()} == SERVICES
    partitions = json.loads((data / "endpoints.json").read_text())["partitions"]
    assert {"aws", "aws-cn", "aws-us-gov"} <= {partition["partition"] for partition in partitions}
    assert all(set(partition["services"]) <= SERVICES for partition in partitions)


def test_passwords_are_hashed_without_what_makes_bindings(machine_build: Build) -> None:
    code = "import argon2; argon2.PasswordHasher().verify(argon2.PasswordHasher().hash('word'), 'word')"
    told = {"PYTHONPATH": str(machine_build.layers[0] / "python")}
    done = subprocess.run([str(LAMBDA_PYTHON), "-c", code], env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


ENDPOINTS = """
import sys
from botocore.session import get_session
for service in sys.argv[1:]:
    for region in ("us-east-1", "eu-central-1", "ap-southeast-2", "cn-north-1", "us-gov-west-1"):
        about = get_session().create_client(service, region_name=region).meta
        print(service, region, about.endpoint_url, about.service_model.api_version, *sorted(about.method_to_api_mapping))
"""


def endpoints(python: Path) -> Iterator[str]:
    """Where the SDK of a folder finds each service in several partitions, and what it can call there."""
    keys = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "PYTHONPATH": str(python)}
    command = [str(LAMBDA_PYTHON), "-c", ENDPOINTS, *sorted(SERVICES)]
    done = subprocess.run(command, env=keys, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    yield from done.stdout.splitlines()


def test_the_trimmed_sdk_finds_every_endpoint_that_the_whole_one_finds(machine_build: Build) -> None:
    whole = list(endpoints(Path(sysconfig.get_path("purelib"))))
    assert len(whole) == len(SERVICES) * 5
    assert list(endpoints(machine_build.layers[0] / "python")) == whole


def test_the_roots_are_amazons_five(any_build: Build) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(any_build.layers[0] / "amazon-roots.pem")
    subjects = [dict(part[0] for part in root["subject"]) for root in context.get_ca_certs()]  # type: ignore[misc]
    assert {subject["commonName"] for subject in subjects} == {*ROOTS, STARFIELD}
    assert len(subjects) == 5


def digest(build: Build) -> str:
    """A hash of all layers: names and contents."""
    state = hashlib.sha256()
    for path in files(build, "*"):
        state.update(str(path.relative_to(build.folder)).encode() + path.read_bytes())
    return state.hexdigest()


def test_two_builds_of_the_same_source_are_the_same_bytes(machine_build: Build, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert sam_build(again, *MACHINE.overrides).returncode == 0
    assert digest(Build(MACHINE, again)) == digest(machine_build)
