"""Personal access tokens, versions and ML repos, as TrueFoundry's clients make them."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from cairn import composition
from cairn.core.projects import ProjectDraft
from cairn.permissions import Caller
from cairn.records import AuditEntry
from contract.conftest import Person, Required
from contract.truefoundry.forms import Platform, refusal
from fixtures.people import OPERATOR

__all__ = ["TOKENS", "MakeToken", "refusal"]

TOKENS = "/api/svc/v1/personal-access-tokens"

MakeToken = Callable[..., dict[str, Any]]
Trail = Callable[[str], list[AuditEntry]]
Join = Callable[[Person], Platform]


@pytest.fixture
def platform(client: httpx.Client, request: pytest.FixtureRequest) -> Platform:
    """The API, as everybody uses it."""
    return Platform(client, is_here=not request.config.getoption("--base-url"))


@pytest.fixture
def trail(request: pytest.FixtureRequest) -> Trail:
    """The audit entries of a version, oldest first: of prompts and the like no route tells them."""
    if request.config.getoption("--base-url"):
        pytest.skip("the audit trail of such versions is read from behind the door: in this process only")
    return lambda version_id: composition.versions().audit_trail(version_id, "", 100)[0][::-1]


@pytest.fixture
def join(required: Required) -> Join:
    """The API, as somebody uses it where everybody has to sign in."""
    return lambda person: Platform(person.http, is_here=True)


@pytest.fixture
def shared_repo(required: Required) -> Callable[..., str]:
    """Make an ML repo with collaborators, each a name and a role; return its name."""

    def make(**roles: str) -> str:
        draft = ProjectDraft(
            name=f"repo-{uuid4().hex[:12]}",
            storage_integration_fqn="tests",
            collaborators=[(f"user:{name}", f"mlf-project-{role}") for name, role in roles.items()],
        )
        root = required.admin().user
        owner = Caller(root.name, is_admin=True, face=OPERATOR.face, id=root.id)
        made = composition.projects().create_or_update(owner, draft)
        required.wait()
        return made.name

    return make


@pytest.fixture
def token_name() -> str:
    """A name that no other token has."""
    return f"t-{uuid4().hex[:30]}"


@pytest.fixture
def make_token(client: httpx.Client) -> Iterator[MakeToken]:
    """Make a token and return what the list tells of it; revoke it afterwards: everybody shares an open stack's."""
    made: list[str] = []

    def post(name: str, **body: Any) -> dict[str, Any]:
        answer = client.post(TOKENS, json={"name": name} | body)
        assert answer.status_code == 200, answer.text
        [told] = client.get(TOKENS, params={"nameSearchQuery": name, "limit": 1}).json()["data"]
        made.append(told["id"])
        found: dict[str, Any] = told
        return found

    yield post
    for one in made:
        client.delete(f"{TOKENS}/{one}")


V1 = "/api/svc/v1"
PREFIXES = (V1, "/api/ml/v1")
NO_UUID = "01939c7a-52f0-7c41-9d2b-000000000000"


@pytest.fixture(autouse=True)
def as_new() -> None:
    """Processes know repos by numbers that are never given out twice; here each test begins with the first again."""
    composition.projects()._known.clear()


@pytest.fixture
def repo_name() -> str:
    """The name of an ML repo that nobody else uses."""
    return f"repo-{uuid4().hex[:20]}"


@pytest.fixture
def repo_manifest(repo_name: str) -> dict[str, Any]:
    """What a client says of that repo."""
    return {"type": "ml-repo", "name": repo_name, "storage_integration_fqn": "cairn:bucket"}


@pytest.fixture
def repo(client: httpx.Client, repo_manifest: dict[str, Any]) -> dict[str, Any]:
    """That repo, made."""
    return made(client.put(f"{V1}/ml-repos", json={"manifest": repo_manifest}))["data"]


@pytest.fixture
def run(client: httpx.Client, repo: dict[str, Any]) -> dict[str, Any]:
    """A run in that repo: what is known of the run itself."""
    told = {"experiment_id": repo["id"], "name": "svm", "start_time": 1_700_000_000_000}
    return made(client.post(f"{V1}/runs", json=told))["run"]["info"]


@pytest.fixture
def directory_manifest(repo: dict[str, Any]) -> dict[str, Any]:
    """What a client says of a data directory in that repo."""
    told = {"type": "data-dir", "name": "images", "ml_repo": repo["manifest"]["name"], "metadata": {"n": 1.5}}
    return told | {"source": {"type": "truefoundry"}}


@pytest.fixture
def directory(client: httpx.Client, directory_manifest: dict[str, Any]) -> dict[str, Any]:
    """That data directory, made."""
    return made(client.put(f"{V1}/data-directories", json={"manifest": directory_manifest}))["data"]


def made(answer: httpx.Response) -> Any:
    """What came of a request that went well."""
    assert answer.status_code == 200, answer.text
    return answer.json()
