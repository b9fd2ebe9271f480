"""A local cloud as a person starts it: `make serve`, in a state folder and on a port of its own.

`stack` is one running cloud for the whole session; `clouds` makes private ones to stop, kill and start again.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import httpx
import pytest
from botocore.config import Config

from local.cloud import environment
from local.settings import ROOT, STACK
from local.state import free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.hub.server import HubServer

START_SECONDS = 420.0
STOP_SECONDS = 30.0
# Settings of the person who runs the tests must not reach the clouds of the tests.
FOREIGN = (
    "AWS_",
    "MAKE",
    "MFLAGS",
    "PORT",
    "STATE_DIR",
    "AUTH_MODE",
    "ADMIN_",
    "CORS_",
    "HF_ENDPOINT",
    "GITHUB_API_URL",
    "LOG_LEVEL",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.enable_socket)


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether the condition comes true in time."""
    pause = threading.Event()
    give_up = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > give_up:
            return False
        pause.wait(0.05)
    return True


class LocalCloud:
    """One `make serve`: start it, stop it, kill it, start it again."""

    def __init__(self, state: Path, port: int | None = None, **settings: str) -> None:
        self.state = state
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.errors = state.parent / f"{state.name}.stderr"
        self._settings = settings
        self.hub = settings.get("HF_ENDPOINT", "")
        self._process: subprocess.Popen[str] | None = None

    def launch(self) -> subprocess.Popen[str]:
        """Start the command in a process group of its own, without waiting for it."""
        own = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        with self.errors.open("a") as errors:
            self._process = subprocess.Popen(
                ["make", "--no-print-directory", "serve"],  # noqa: S607 - whichever make the person uses
                cwd=ROOT,
                env=own | {"PORT": str(self.port), "STATE_DIR": str(self.state)} | self._settings,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
                text=True,
            )
        return self._process

    def start(self) -> LocalCloud:
        """Start and wait for the line that says that every route answers."""
        process = self.launch()
        assert process.stdout is not None
        readable, _, _ = select.select([process.stdout], [], [], START_SECONDS)
        line = process.stdout.readline() if readable else ""
        if line != f"ready {self.url}\n":
            self.kill()
            pytest.fail(f"make serve said {line!r}:\n{self.errors.read_text()}")
        return self

    @property
    def process(self) -> subprocess.Popen[str]:
        assert self._process is not None
        return self._process

    def members(self) -> list[int]:
        """Every process that was started by this cloud's command, zombies aside."""
        return [pid for pid in (int(path.name) for path in Path("/proc").glob("[0-9]*")) if self._is_member(pid)]

    def _is_member(self, pid: int) -> bool:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return False
        return int(stat[3]) == self.process.pid and stat[0] != "Z"

    def interrupt(self) -> int:
        """Ctrl-C: SIGINT to the whole foreground group."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(STOP_SECONDS)

    def stop(self) -> int:
        """SIGTERM to the command alone, as a supervisor sends it."""
        self.process.terminate()
        return self.process.wait(STOP_SECONDS)

    def kill(self) -> None:
        """kill -9 of the whole group."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(STOP_SECONDS)

    def close(self) -> None:
        """End it if it still runs."""
        if self._process is not None and self._process.poll() is None:
            self.stop()
        if self._process is not None and self._process.stdout is not None:
            self._process.stdout.close()

    @property
    def aws_environment(self) -> dict[str, str]:
        """How to reach its AWS endpoint from outside."""
        return environment.client(int((self.state / "cloud.port").read_text()))

    def client(self, service: str) -> Any:
        """A client as the owner of the account."""
        own = self.aws_environment
        return boto3.client(
            service,
            endpoint_url=own["AWS_ENDPOINT_URL"],
            region_name=own["AWS_DEFAULT_REGION"],
            aws_access_key_id=own["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=own["AWS_SECRET_ACCESS_KEY"],
            config=Config(retries={"max_attempts": 1}, s3={"addressing_style": "path"}, signature_version=_signature(service)),
        )

    def resource(self, logical: str) -> str:
        """Physical id of a resource of the stack."""
        found = self.client("cloudformation").describe_stack_resource(StackName=STACK, LogicalResourceId=logical)
        return str(found["StackResourceDetail"]["PhysicalResourceId"])

    def http(self) -> httpx.Client:
        """A client of the registry."""
        return httpx.Client(base_url=self.url, timeout=60)


def _signature(service: str) -> str:
    return "s3v4" if service == "s3" else "v4"


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory, hub: HubServer) -> Iterator[LocalCloud]:
    """One running cloud, shared by every test that neither stops it nor counts what it holds."""
    hosts = {"HF_ENDPOINT": hub.url, "GITHUB_API_URL": f"{hub.url}/gh"}
    cloud = LocalCloud(tmp_path_factory.mktemp("shared") / "state", **hosts)
    try:
        yield cloud.start()
    finally:
        cloud.close()


@pytest.fixture
def clouds(tmp_path: Path) -> Iterator[Callable[..., LocalCloud]]:
    """Makes private clouds, each in its own folder; ends them."""
    made: list[LocalCloud] = []

    def make(name: str = "private", **settings: Any) -> LocalCloud:
        made.append(LocalCloud(tmp_path / name, **settings))
        return made[-1]

    yield make
    for cloud in made:
        cloud.close()


@pytest.fixture
def api(stack: LocalCloud) -> Iterator[httpx.Client]:
    """A client of the shared cloud's registry."""
    with stack.http() as client:
        yield client
