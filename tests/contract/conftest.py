"""A face as its client sees it: in this process, or over HTTP with `--base-url`. Nothing assumes an empty registry."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pytest

from cairn import composition
from cairn.access.principals import FRESH_SECONDS
from cairn.accounts import Role, User
from fixtures.people import People
from local.in_process import InProcess

# Modules of tests that several files share: their asserts tell what they compared, as those of files of tests do.
for _shared in ("forms", "shared_files", "shared_lists", "shared_publishing", "shared_reading", "shared_tags"):
    pytest.register_assert_rewrite(f"contract.truefoundry.{_shared}")

UNKNOWN = "01939c7a-52f0-7c41-9d2b-000000000000"
"""An id that is well formed and nobody's."""

Register = Callable[..., dict[str, Any]]


@dataclass(frozen=True)
class Person:
    """A user, and a client that shows their token."""

    user: User
    http: httpx.Client

    @property
    def name(self) -> str:
        return self.user.name


@dataclass
class Required:
    """A deployment where everybody has to sign in, and who does."""

    people: People
    _passed: float = 0

    def client(self, **headers: str) -> httpx.Client:
        """Return a client that sends these headers."""
        return httpx.Client(base_url="http://cairn.test", transport=InProcess(), headers=headers)

    def person(self, name: str = "", *groups: str, role: Role = Role.REGULAR) -> Person:
        """Make a user who has just signed in, or sign in the one of this name."""
        user = self.people.user(name or f"user-{uuid4()}", role=role, groups=groups)
        return Person(user, self.client(**self.people.bearer(user)))

    def admin(self) -> Person:
        """Make an administrator."""
        return self.person(role=Role.ADMIN)

    def wait(self, seconds: float = FRESH_SECONDS) -> None:
        """Let time pass at the doors: by default until they have heard of what changed."""
        self._passed += seconds
        door, signing_in = composition.door(), composition.signing_in()
        door._now = signing_in._now = lambda: time.time() + self._passed
        door._principals._clock = lambda: time.monotonic() + self._passed


@pytest.fixture
def required(request: pytest.FixtureRequest) -> Required:
    """A deployment with AUTH_MODE=required, in this process only."""
    if request.config.getoption("--base-url"):
        pytest.skip("who may do what is asked in this process: the running stack may let everybody in")
    return Required(request.getfixturevalue("closed"))


@pytest.fixture
def source() -> str:
    """A URL that nobody else registers."""
    return f"https://data.example.org/{uuid4()}/table.csv"


@pytest.fixture
def name() -> str:
    """A name that nobody else uses."""
    return f"name-{uuid4()}"


@pytest.fixture
def register(client: httpx.Client) -> Register:
    """Register an artifact; what is not said is made up."""

    def post(kind: str = "dataset", **body: Any) -> dict[str, Any]:
        body.setdefault("url", f"https://data.example.org/{uuid4()}/table.csv")
        answer = client.post(f"/artifact/{kind}", json=body)
        assert answer.status_code == 201, answer.text
        registered: dict[str, Any] = answer.json()
        return registered

    return post


def pages(client: httpx.Client, method: str, path: str, **request: Any) -> list[list[dict[str, Any]]]:
    """Follow a list from its first page to its last."""
    found, params = [], dict(request.pop("params", {}))
    while True:
        answer = client.request(method, path, params=params, **request)
        assert answer.status_code == 200, answer.text
        found.append(answer.json())
        if "offset" not in answer.headers:
            return found
        params["offset"] = answer.headers["offset"]


def detail(answer: httpx.Response) -> str:
    """The sentence of a refusal: the only member there is."""
    body = answer.json()
    assert list(body) == ["detail"]
    assert isinstance(body["detail"], str)
    return body["detail"]
