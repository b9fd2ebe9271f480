"""The MLTE face's users and groups, as its clients make them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest

PASSWORD = "Correct-Horse_7"

NEW_USER_GROUPS = [
    "create-model", "create-dataset", "create-code", "create-artifact", "create-prompt", "create-agent-skill", "create-project",
    "read-custom_list", "create-custom_list", "edit-custom_list",
]  # fmt: skip

NO_NAMES = [" a", "a ", "a\u00a0", "\u2003a", "a\x00b", "a\nb", "a\x7f", "a\u2028b", "a" * 129]
"""What is no name, of a user or a group."""

MakeUser = Callable[..., dict[str, Any]]


@pytest.fixture
def make_user(client: httpx.Client) -> MakeUser:
    """Make a user; what is not said is made up."""

    def post(**body: Any) -> dict[str, Any]:
        answer = client.post("/api/user", json={"username": f"user-{uuid4()}", "password": PASSWORD} | body)
        assert answer.status_code == 200, answer.text
        made: dict[str, Any] = answer.json()
        return made

    return post


@pytest.fixture
def make_group(client: httpx.Client) -> MakeUser:
    """Make a group; what is not said is made up."""

    def post(**body: Any) -> dict[str, Any]:
        answer = client.post("/api/group", json={"name": f"group-{uuid4()}", "permissions": []} | body)
        assert answer.status_code == 200, answer.text
        made: dict[str, Any] = answer.json()
        return made

    return post


Write = Callable[..., httpx.Response]


@pytest.fixture
def model(client: httpx.Client, name: str) -> str:
    """The path of a model that nobody else uses; it has a version v1."""
    assert client.post("/api/model", json={"identifier": name}).status_code == 200
    assert client.post(f"/api/model/{name}/version", json={"identifier": "v1"}).status_code == 200
    return f"/api/model/{name}"


@pytest.fixture
def artifacts(model: str) -> str:
    """The path of the artifacts of that version."""
    return f"{model}/version/v1/artifact"


@pytest.fixture
def write(client: httpx.Client, artifacts: str) -> Write:
    """Write an artifact with this body, there; what is not said is as MLTE's clients say it."""

    def post(body: dict[str, Any], identifier: str = "default", path: str = artifacts, **more: Any) -> httpx.Response:
        header = {"identifier": identifier, "type": body["artifact_type"], "timestamp": 1, "creator": "nobody"}
        content = {"artifact": {"header": header, "body": body}, "force": False, "parents": False} | more
        return client.post(path, json=content)

    return post


def permission(resource_type: str, method: str, resource_id: str | None = None) -> dict[str, Any]:
    """A permission as MLTE writes it."""
    return {"resource_type": resource_type, "resource_id": resource_id, "method": method}


def problems(answer: httpx.Response) -> list[dict[str, Any]]:
    """What a 422 lists: where, what sort, and a sentence; never what was sent."""
    assert answer.status_code == 422, answer.text
    body = answer.json()
    assert list(body) == ["detail"]
    assert body["detail"]
    for one in body["detail"]:
        assert set(one) == {"type", "loc", "msg"}
        assert isinstance(one["loc"], list)
    found: list[dict[str, Any]] = body["detail"]
    return found


@pytest.fixture
def make_entry(client: httpx.Client) -> MakeUser:
    """Add to a custom list; what is not said is made up."""

    def post(custom_list: str = "tags", **body: Any) -> dict[str, Any]:
        sent = {"name": f"word-{uuid4()}", "description": "made up", "parent": None} | body
        answer = client.post(f"/api/custom_list/{custom_list}/entry", json=sent)
        assert answer.status_code == 200, answer.text
        made: dict[str, Any] = answer.json()
        return made

    return post


@pytest.fixture
def make_catalog_entry(client: httpx.Client) -> MakeUser:
    """Add to the catalog `local`; what is not said is made up."""

    def post(identifier: str = "", **body: Any) -> dict[str, Any]:
        answer = client.post("/api/catalog/local/entry", json=catalog_entry(identifier or f"entry-{uuid4()}", **body))
        assert answer.status_code == 200, answer.text
        made: dict[str, Any] = answer.json()
        return made

    return post


def catalog_entry(identifier: str, **body: Any) -> dict[str, Any]:
    """A catalog entry as MLTE's clients write it."""
    header = {"identifier": identifier, "creator": None, "created": -1, "updater": None, "updated": -1, "catalog_id": "local"}
    told = {"tags": [], "quality_attribute": "", "code": "print()", "description": None, "inputs": None, "output": None}
    return {"header": header} | told | body


def identifiers(answer: httpx.Response) -> list[str]:
    """The identifiers of catalog entries."""
    assert answer.status_code == 200, answer.text
    return [one["header"]["identifier"] for one in answer.json()]
