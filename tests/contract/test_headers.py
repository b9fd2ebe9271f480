"""Every route's answers: with the headers that keep browsers from mistakes, and never a way to somewhere else."""

import httpx
import pytest

from cairn.runtime.headers import JSON_ANSWER
from local import blueprint

ROUTES = [route for function in blueprint.functions() for route in function.routes]
ELSEWHERE = ["//evil.example", "https:%2F%2Fevil.example", "%5Cevil.example", "%0d%0aLocation:%20https:%2F%2Fevil.example"]


def filled(path: str, value: str) -> str:
    """Return a path with a value in the place of each parameter."""
    return "/".join(value if segment.startswith("{") else segment for segment in path.split("/"))


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_an_answer_has_the_headers_whatever_it_says(client: httpx.Client, method: str, path: str) -> None:
    for body in (b"", b"{"):
        answer = client.request(method, filled(path, "x"), content=body)
        assert answer.headers.items() >= JSON_ANSWER.items()


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_no_answer_sends_its_client_elsewhere(client: httpx.Client, method: str, path: str) -> None:
    body = {"url": "https://evil.example", "name": "//evil.example"}
    for value in ELSEWHERE if "{" in path else ELSEWHERE[:1]:
        answer = client.request(method, f"{filled(path, value)}?next={value}&url={value}", json=body)
        assert not answer.is_redirect
        assert not answer.headers.keys() & {"location", "refresh", "content-location", "link"}
