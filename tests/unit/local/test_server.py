"""The gateway's server over real HTTP on loopback, with a function that is a Python callable."""

from __future__ import annotations

import asyncio
import io
import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from local.gateway import event, server
from local.gateway.cors import Cors
from local.gateway.invoke import FunctionFailedError, FunctionUnavailableError
from local.gateway.routes import Route, Router
from local.gateway.throttle import Limit, Throttle
from local.serve import reserve
from local.state import free_port

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.enable_socket

API = event.Api("abc123", "123456789012", "us-east-1")
MEGABYTE = 1024 * 1024
UI = "https://ui.example"


class Function:
    """Answers with what it is given, and remembers the events."""

    def __init__(self, result: Callable[[dict[str, Any]], Any]) -> None:
        self.result = result
        self.events: list[dict[str, Any]] = []

    async def __call__(self, function: str, payload: bytes) -> bytes:
        self.events.append(json.loads(payload))
        return json.dumps(self.result(self.events[-1])).encode()


def ok(_: dict[str, Any]) -> dict[str, Any]:
    return {"statusCode": 200, "headers": {"content-type": "application/json", "offset": "5"}, "body": "{}"}


def exchange(
    function: Function,
    method: str = "POST",
    path: str = "/items/7",
    *,
    cors: Cors | None = None,
    throttle: Throttle | None = None,
    **request: Any,
) -> tuple[int, dict[str, str], str]:
    """One request to a gateway with one route."""

    async def talk() -> tuple[int, dict[str, str], str]:
        port = free_port()
        router = Router([Route("POST", "/items/{id}", "Fn")])
        gateway = server.Gateway(router, function, API, cors or Cors(), throttle or Throttle())
        runner = await server.serve(gateway, reserve(port))
        try:
            async with (
                aiohttp.ClientSession(max_field_size=65536) as session,
                session.request(method, f"http://127.0.0.1:{port}{path}", **request) as got,
            ):
                return got.status, {name.lower(): value for name, value in got.headers.items()}, await got.text()
        finally:
            await runner.cleanup()

    return asyncio.run(talk())


def test_an_answer_passes_through_with_the_gateways_request_id() -> None:
    function = Function(ok)
    status, headers, body = exchange(function, json={"a": 1})
    assert (status, body, headers["offset"]) == (200, "{}", "5")
    assert headers["apigw-requestid"] == function.events[0]["requestContext"]["requestId"]
    assert function.events[0]["pathParameters"] == {"id": "7"}
    assert json.loads(function.events[0]["body"]) == {"a": 1}


def test_an_unknown_path_is_worded_as_api_gateway_does() -> None:
    status, headers, body = exchange(Function(ok), path="/nope")
    assert (status, headers["content-type"], body) == (404, "application/json", '{"message":"Not Found"}')


def test_a_body_of_six_megabytes_of_text_is_too_large_and_five_are_not() -> None:
    headers = {"content-type": "application/json"}
    assert exchange(Function(ok), data=io.BytesIO(b"x" * 5 * MEGABYTE), headers=headers)[0] == 200
    status, _, body = exchange(Function(ok), data=io.BytesIO(b"x" * 6 * MEGABYTE), headers=headers)
    assert (status, body) == (413, '{"message":"Request Entity Too Large"}')


def test_base64_makes_five_megabytes_of_bytes_too_large() -> None:
    function = Function(ok)
    headers = {"content-type": "application/octet-stream"}
    assert exchange(function, data=io.BytesIO(b"x" * 5 * MEGABYTE), headers=headers)[0] == 413
    assert function.events == []


def test_more_than_ten_megabytes_are_not_even_read() -> None:
    status, _, _ = exchange(Function(ok), data=io.BytesIO(b"x" * 11 * MEGABYTE), headers={"content-type": "text/plain"})
    assert status == 413


def test_request_line_and_headers_share_ten_thousand_two_hundred_and_forty_bytes() -> None:
    assert exchange(Function(ok), headers={"x-long": "x" * 9_500})[0] == 200
    assert exchange(Function(ok), headers={"x-long": "x" * 10_240})[0] == 431
    assert exchange(Function(ok), path="/items/" + "x" * 10_240)[0] == 431
    assert exchange(Function(ok), headers={"x-a": "x" * 5_200, "x-b": "x" * 5_200})[0] == 431


def test_an_answer_above_six_megabytes_is_an_internal_error() -> None:
    big = Function(lambda _: {"statusCode": 200, "body": "x" * 6 * MEGABYTE})
    assert exchange(big)[0] == 500
    assert exchange(Function(lambda _: {"statusCode": 200, "body": "x" * 5 * MEGABYTE}))[0] == 200


def raises(error: Exception) -> Function:
    def failing(_: dict[str, Any]) -> Any:
        raise error

    return Function(failing)


def test_a_failed_function_tells_the_client_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    status, _, body = exchange(raises(FunctionFailedError("ValueError: secret")))
    assert (status, body) == (500, '{"message":"Internal Server Error"}')
    assert "ValueError: secret" in capfd.readouterr().err


def test_an_answer_that_is_none_is_an_internal_error() -> None:
    assert exchange(Function(lambda _: {"statusCode": "nope"}))[0] == 500


def test_a_throttled_or_late_function_is_unavailable() -> None:
    status, _, body = exchange(raises(FunctionUnavailableError("Fn")))
    assert (status, body) == (503, '{"message":"Service Unavailable"}')


def test_a_route_that_is_called_too_fast_is_refused_without_its_function() -> None:
    function, throttle = Function(ok), Throttle(limits={"POST /items/{id}": Limit(rate=0, burst=1)})
    assert exchange(function, throttle=throttle)[0] == 200
    status, headers, body = exchange(function, throttle=throttle)
    assert (status, headers["content-type"], body) == (429, "application/json", '{"message":"Too Many Requests"}')
    assert len(function.events) == 1


def test_the_log_has_no_query(capfd: pytest.CaptureFixture[str]) -> None:
    exchange(Function(ok), path="/items/7?token=secret")
    logged = capfd.readouterr().err
    assert "POST /items/7 200" in logged
    assert "secret" not in logged


PREFLIGHT = {"Origin": UI, "Access-Control-Request-Method": "POST"}
ALLOWED = Cors({"allowOrigins": [UI], "allowMethods": ["POST"]})


def test_a_preflight_is_answered_without_the_function() -> None:
    function = Function(ok)
    status, headers, _ = exchange(function, method="OPTIONS", cors=ALLOWED, headers=PREFLIGHT)
    assert (status, headers["access-control-allow-origin"], headers["access-control-allow-methods"]) == (204, UI, "POST")
    assert function.events == []


def test_a_configured_api_ignores_what_the_function_says_about_cors() -> None:
    function = Function(lambda _: {"statusCode": 204, "headers": {"Access-Control-Allow-Origin": "*"}})
    _, headers, _ = exchange(function, cors=ALLOWED, headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in headers


def test_without_a_configuration_the_function_speaks_for_itself() -> None:
    function = Function(lambda _: {"statusCode": 204, "headers": {"Access-Control-Allow-Origin": "*"}})
    _, headers, _ = exchange(function, headers={"Origin": UI})
    assert headers["access-control-allow-origin"] == "*"
    assert exchange(function, method="OPTIONS", headers=PREFLIGHT)[0] == 404
