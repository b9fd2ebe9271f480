"""Personal access tokens, as TrueFoundry's clients make them."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

TOKENS = "/api/svc/v1/personal-access-tokens"

MakeToken = Callable[..., dict[str, Any]]


def refusal(answer: httpx.Response) -> str:
    """The sentence of a refusal, in the form that the SDK reads."""
    body = answer.json()
    assert set(body) == {"statusCode", "message"}
    assert body["statusCode"] == answer.status_code
    message: str = body["message"]
    return message


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
