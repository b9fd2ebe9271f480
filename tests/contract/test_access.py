"""A deployment with AUTH_MODE=required, of which nobody has credentials yet: closed, but for what its document leaves open."""

import json
from dataclasses import replace
from typing import Any

import pytest

from cairn.faces.trust import http
from cairn.runtime.settings import REQUIRED, settings
from local import blueprint
from local.in_process import Context, handler_module

DOCUMENT = json.loads((blueprint.ROOT / "docs" / "openapi" / "trust.json").read_text())
ROUTED = [function for function in blueprint.functions() if function.routes]


@pytest.fixture
def closed(deployment: None, monkeypatch: pytest.MonkeyPatch) -> None:
    required = replace(settings(), auth_mode=REQUIRED)
    monkeypatch.setattr(http, "settings", lambda: required)


def documented(function: blueprint.Function) -> dict[str, Any]:
    method, path = function.routes[0]
    operation: dict[str, Any] = DOCUMENT["paths"][path.replace("+}", "}")][method.lower()]
    return operation


@pytest.mark.parametrize("token", [None, "bearer guessed"])
@pytest.mark.parametrize("function", ROUTED, ids=lambda function: function.logical_id)
def test_a_stranger_gets_403_where_the_document_asks_for_a_token(
    closed: None, function: blueprint.Function, token: str | None
) -> None:
    event = json.loads((blueprint.ROOT / "events" / function.face / f"{function.operation}.json").read_text())
    if token:
        event["headers"] |= {"x-authorization": token}
    answer = handler_module(function.face, function.operation).handler(event, Context())
    assert (answer["statusCode"] == 403) == bool(documented(function)["security"])
    if answer["statusCode"] == 403:
        assert json.loads(answer["body"]) == {"detail": "Authentication failed due to invalid or missing AuthenticationToken."}
