"""A face as its client sees it: in this process, or over HTTP with `--base-url`. Nothing assumes an empty registry."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest

UNKNOWN = "01939c7a-52f0-7c41-9d2b-000000000000"
"""An id that is well formed and nobody's."""

Register = Callable[..., dict[str, Any]]


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
