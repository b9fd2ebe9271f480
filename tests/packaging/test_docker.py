"""With a Docker engine, `sam local` runs the built functions in containers; `make docker` starts one."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest
from cfnlint.decode import decode

from fixtures import account
from fixtures.account import free_port
from fixtures.builds import LAMBDA_PYTHON, Build, sam, sam_settings
from fixtures.waiting import until
from local import blueprint
from local.settings import SAM

pytestmark = pytest.mark.packaging

GATEWAY = ("docker", "network", "inspect", "bridge", "--format", "{{(index .IPAM.Config 0).Gateway}}")


def docker(*arguments: str) -> "subprocess.CompletedProcess[str] | None":
    """Run Docker's client, where there is one."""
    try:
        return subprocess.run(["docker", *arguments], capture_output=True, text=True, timeout=60, check=False)  # noqa: S607
    except FileNotFoundError:
        return None


@pytest.fixture(scope="module")
def engine(machine_build: Build) -> str:
    """The address by which containers reach this machine; their image is made here if it is not there."""
    answered = docker("info")
    if answered is None or answered.returncode:
        pytest.skip("no Docker engine answers: `make docker` starts one on Debian")
    target = machine_build.target
    image = docker("image", "inspect", f"public.ecr.aws/lambda/python:{target.version}-{target.architecture}")
    if image is None or image.returncode:
        subprocess.run([LAMBDA_PYTHON, blueprint.ROOT / "local" / "docker" / "image.py"], check=True)
    inspected = docker(*GATEWAY[1:])
    assert inspected
    return inspected.stdout.strip()


def declaring(names: Mapping[str, str], build: Build) -> Path:
    """Return a copy of the built template that declares these variables too: SAM passes on no other ones."""
    content, _ = decode(str(build.template))
    assert content
    content["Globals"]["Function"]["Environment"]["Variables"].update(names)
    copy = build.template.with_name("template.local.json")
    copy.write_text(json.dumps(content))
    return copy


@pytest.fixture
def arguments(engine: str, machine_build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What `sam local` is told: the built template, nothing to pull, and an AWS account that containers reach."""
    # SAM keeps its locks there, and one that was left behind by a killed process would be waited for.
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with account.running(tmp_path, engine) as aws:
        template = declaring(aws.deploy(), machine_build)
        yield ["--template", str(template), "--skip-pull-image", "--region", "us-east-1", *machine_build.target.overrides]


@pytest.mark.parametrize(
    ("function", "face", "operation", "status"),
    [
        ("TrustRegistryHealthHeartbeat", "trust", "registry_health_heartbeat", 200),
        ("TrustArtifactCreate", "trust", "artifact_create", 201),
        ("TrustArtifactByRegExGet", "trust", "artifact_by_reg_ex_get", 404),
    ],
)
def test_sam_local_invoke_answers(arguments: list[str], function: str, face: str, operation: str, status: int) -> None:
    recorded = blueprint.ROOT / "events" / face / f"{operation}.json"
    done = sam("local", "invoke", function, "--event", str(recorded), *arguments)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["statusCode"] == status, (done.stdout, done.stderr)


def test_sam_local_start_api_routes_to_the_functions(arguments: list[str], tmp_path: Path) -> None:
    port = free_port()
    command = [str(SAM), "local", "start-api", "--port", str(port), *arguments]
    with (tmp_path / "api.log").open("w") as log:
        api = subprocess.Popen(
            command, cwd=blueprint.ROOT, env=sam_settings(), stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            url = f"http://127.0.0.1:{port}"
            until(lambda: account.accepts(port), "sam local start-api listens", seconds=90)
            assert httpx.get(f"{url}/health", timeout=90).json()["status"] == "ok"
            created = httpx.post(f"{url}/artifact/dataset", json={"url": "https://example.org/a.csv"}, timeout=90)
            assert created.status_code == 201, (tmp_path / "api.log").read_text()
            identifier = created.json()["metadata"]["id"]
            assert httpx.get(f"{url}/artifacts/dataset/{identifier}", timeout=90).json() == created.json()
        finally:
            api.terminate()
            api.wait(60)
