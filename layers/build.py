"""Build a Lambda layer: what `sam build` runs through the Makefile of each layer.

A makefile build is told nothing but ARTIFACTS_DIR, so the template names the runtime and the architecture by the
layer's WorkingDirectory, one folder in layers/targets/ for each pair. Only the standard library is used here.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import re
import shlex
import shutil
import ssl
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

LAYERS = Path(__file__).resolve().parent
WHEELS = LAYERS.parent / ".build" / "wheels"
SERVICES = frozenset({"dynamodb", "s3", "secretsmanager", "sqs"})
# What neither Python nor importlib.metadata reads at run time.
UNUSED = (
    "**/__pycache__",
    "**/*.pyi",
    "**/py.typed",
    "**/tests",
    "bin",
    "botocore/data/**/examples-1.json*",
    "aws_lambda_powertools/event_handler",
    "dateutil/zoneinfo/*.tar.gz",
    "urllib3/contrib/emscripten",
    # What makes bindings; the made ones need _cffi_backend alone.
    "cffi",
    "pycparser",
    *(f"*.dist-info/{name}" for name in ("INSTALLER", "RECORD", "REQUESTED", "WHEEL", "sboms", "top_level.txt")),
)
UNUSED_OF_HUB = (
    "huggingface_hub/cli",
    "huggingface_hub/inference/_mcp",
    "huggingface_hub/templates",
    "license_expression/data/*.ABOUT",
    "license_expression/data/*.LICENSE",
)
# SHA-256 of the five roots that AWS endpoints chain to (Amazon Root CA 1 to 4, Starfield Services Root G2).
AMAZON_ROOTS = (
    "8ecde6884f3d87b1125ba31ac3fcb13d7016de7f57cc904fe1cb97c6ae98196e",
    "1ba5b2aa8c65401a82960118f80bec4f62304d83cec4713a19c39c011ea46db4",
    "18ce6cfe7bf14e60b2e347b8dfe868cb31d02ebb3ada271569f50343b46db3a4",
    "e35d28419ed02025cfa69038cd623962458da5c695fbdea3c22b0bfb25897092",
    "568d6905a2c88708a4b3025190edcfedb1974a606a13c6e5290fcb2ae63edab5",
)


def refuse(sentence: str) -> NoReturn:
    """End the build with one sentence that names the remedy."""
    sys.exit(f"layers: {sentence}")


# --- interpreters -----------------------------------------------------------------------------------------------------


def candidates(version: str) -> Iterator[Path]:
    """Yield the places where Python `version` ("3.13") may be: this one, the PATH, then where installers put it."""
    yield Path(sys.executable)
    name = f"python{version}"
    yield from (Path(folder) / name for folder in os.get_exec_path())
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from sorted(pyenv.glob(f"versions/{version}.*/bin/{name}"), reverse=True)
    yield from sorted(Path.home().glob(f".local/share/uv/python/cpython-{version}.*/bin/{name}"), reverse=True)
    yield from (Path("/usr/local/bin") / name, *sorted(Path("/opt").glob(f"*/bin/{name}")))


def is_python(path: Path, version: str) -> bool:
    """Tell whether `path` runs and is Python `version`; a pyenv shim may exist and still refuse to run."""
    if not path.is_file():
        return False
    ask = [str(path), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    answer = subprocess.run(ask, capture_output=True, text=True, check=False)
    return answer.stdout.strip() == version


def interpreter(version: str) -> Path:
    """Return a Python of the runtime's own version: byte code of another one is ignored by Lambda."""
    for path in candidates(version):
        if is_python(path, version):
            return path
    mine = "{}.{}".format(*sys.version_info[:2])
    refuse(
        f"Runtime=python{version} is compiled with a Python {version}, which this machine has not: "
        f"install python{version}, or build with --parameter-overrides Runtime=python{mine}."
    )


def pip_command() -> list[str]:
    """Return a pip to call: this interpreter's, or that of one of the checkout's environments."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    for name in (".venv-sam", ".venv", ".venv-cloud"):
        if (python := LAYERS.parent / name / "bin" / "python").exists():
            return [str(python), "-m", "pip"]
    refuse(f"{sys.executable} has no pip: install python3-pip, or set PYTHON to an interpreter that has it.")


# --- third-party packages ---------------------------------------------------------------------------------------------


def pip(*arguments: str) -> None:
    """Run pip quietly; what it has to say about a failure is shown."""
    command = [*pip_command(), "--quiet", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        refuse(f"pip {arguments[0]} failed:\n{done.stdout}")


def wheelhouse(requirements: Path, tags: list[str]) -> Path:
    """Return a folder that holds exactly the required wheels, downloaded once: later builds need no index."""
    key = hashlib.sha256(requirements.read_bytes() + "\n".join(tags).encode()).hexdigest()[:16]
    complete = WHEELS / key
    if not complete.exists():
        WHEELS.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=WHEELS) as partial:
            found = Path(partial, "found")
            wanted = ("--require-hashes", "--no-deps", "--only-binary=:all:", f"--requirement={requirements}")
            pip("download", *wanted, *tags, f"--dest={found}")
            # A build beside this one may have been first; what it put there is the same.
            if not complete.exists():
                found.rename(complete)
    return complete


def install(requirements: Path, tags: list[str], target: Path) -> None:
    """Install the hashed wheels for the runtime and architecture that `tags` name, whatever this machine is."""
    wheels = wheelhouse(requirements, tags)
    source = ("--no-index", f"--find-links={wheels}", "--require-hashes", "--no-deps", "--only-binary=:all:")
    pip("install", *source, *tags, "--no-compile", f"--target={target}", f"--requirement={requirements}")


def discard(python: Path, patterns: tuple[str, ...]) -> None:
    """Remove what matches."""
    for pattern in patterns:
        for path in sorted(python.glob(pattern)):
            remove = shutil.rmtree if path.is_dir() else Path.unlink
            remove(path)


def trim(python: Path) -> None:
    """Remove what no function reads: type stubs, tests, installer records."""
    discard(python, UNUSED)


def trim_sdk(python: Path) -> None:
    """Remove the descriptions of services that are not used."""
    data = python / "botocore" / "data"
    for service in data.iterdir():
        if service.is_dir() and service.name not in SERVICES:
            shutil.rmtree(service)
    endpoints = data / "endpoints.json"
    reduced = json.loads(endpoints.read_bytes())
    for partition in reduced["partitions"]:
        partition["services"] = {name: at for name, at in partition["services"].items() if name in SERVICES}
    endpoints.write_text(json.dumps(reduced, separators=(",", ":")), encoding="utf-8")


def amazon_roots(bundle: str) -> str:
    """Return the certificates of AMAZON_ROOTS out of a PEM bundle: five roots load in a tenth of the time of all."""
    blocks = re.findall(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n", bundle, re.DOTALL)
    known = {hashlib.sha256(ssl.PEM_cert_to_DER_cert(block)).hexdigest(): block for block in blocks}
    if missing := [root for root in AMAZON_ROOTS if root not in known]:
        refuse(f"botocore's bundle lacks the roots {missing}: check AMAZON_ROOTS against Amazon Trust Services.")
    return "".join(known[root] for root in AMAZON_ROOTS)


# --- layers -----------------------------------------------------------------------------------------------------------


def compile_all(version: str, artifacts: Path) -> None:
    """Compile to byte code that Python takes unchecked: zip archives round times, which makes checked ones stale."""
    mode = ("--invalidation-mode", "unchecked-hash")
    shown_as = ("-s", str(artifacts), "-p", "/opt")
    command = [str(interpreter(version)), "-m", "compileall", "-q", "-f", *mode, *shown_as, str(artifacts / "python")]
    # Sets are stored in hash order: a fixed seed gives the same bytes, and so the same layer version, each time.
    done = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": "0"}, check=False)
    if done.returncode:
        refuse("a module of the layer does not compile (named above).")


def lay_out(layer: str, tags: list[str], artifacts: Path) -> None:
    """Lay out the third-party packages that a layer's requirements.txt names, trimmed."""
    install(LAYERS / layer / "requirements.txt", tags, artifacts / "python")
    trim(artifacts / "python")


def build_dependencies(tags: list[str], artifacts: Path) -> None:
    """Lay out what all functions import, and the roots for AWS_CA_BUNDLE."""
    lay_out("dependencies", tags, artifacts)
    trim_sdk(artifacts / "python")
    bundle = (artifacts / "python" / "botocore" / "cacert.pem").read_text(encoding="utf-8")
    (artifacts / "amazon-roots.pem").write_text(amazon_roots(bundle), encoding="ascii")


def build_identity(tags: list[str], artifacts: Path) -> None:
    """Lay out what checks the tokens of an outside issuer."""
    lay_out("identity", tags, artifacts)


def build_hub(tags: list[str], artifacts: Path) -> None:
    """Lay out what asks the hub and the forge, without the hub's command line and what it trains and serves with."""
    lay_out("hub", tags, artifacts)
    discard(artifacts / "python", UNUSED_OF_HUB)


def build_cairn(_tags: list[str], artifacts: Path) -> None:
    """Lay out our own package as it stands in the checkout."""
    ignored = shutil.ignore_patterns("__pycache__", "py.typed")
    shutil.copytree(LAYERS / "cairn" / "cairn", artifacts / "python" / "cairn", ignore=ignored)


BUILDS = {"dependencies": build_dependencies, "identity": build_identity, "hub": build_hub, "cairn": build_cairn}


def main() -> None:
    """Build one layer into a folder that is emptied first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("layer", choices=BUILDS)
    parser.add_argument("--target", required=True, help="a folder of layers/targets, e.g. python3.13-arm64")
    parser.add_argument("--artifacts", required=True, type=Path, help="where the layer is laid out")
    asked = parser.parse_args()
    options = LAYERS / "targets" / asked.target / "pip.args"
    if not options.is_file():
        refuse(f"{asked.target} is not in layers/targets: the layer's WorkingDirectory must name a folder there.")
    version = asked.target.removeprefix("python").partition("-")[0]
    interpreter(version)
    artifacts = asked.artifacts.resolve()
    shutil.rmtree(artifacts / "python", ignore_errors=True)
    BUILDS[asked.layer](shlex.split(options.read_text(encoding="utf-8")), artifacts)
    compile_all(version, artifacts)


if __name__ == "__main__":
    main()
