"""The few registry calls that the end-to-end tests share."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx


def source(name: str = "") -> str:
    """A dataset URL that no other test registers."""
    return f"https://data.example/{uuid.uuid4().hex}/{name or 'set'}"


def create(client: httpx.Client, url: str) -> httpx.Response:
    """Register a dataset."""
    return client.post("/artifact/dataset", json={"url": url})


def register(client: httpx.Client, url: str) -> str:
    """Register a dataset and return its id."""
    answer = create(client, url)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["metadata"]["id"])


def read(client: httpx.Client, identity: str) -> httpx.Response:
    """Read a dataset."""
    return client.get(f"/artifacts/dataset/{identity}")


def everything(client: httpx.Client) -> list[dict[str, Any]]:
    """Every artifact, over all pages."""
    found: list[dict[str, Any]] = []
    offset: str | None = None
    while True:
        answer = client.post("/artifacts", json=[{"name": "*"}], params={"offset": offset} if offset else {})
        assert answer.status_code == 200, answer.text
        found += answer.json()
        offset = answer.headers.get("offset")
        if offset is None:
            return found
