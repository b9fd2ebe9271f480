"""The event of payload format 2.0."""

from __future__ import annotations

import base64
import re
from typing import Any

import pytest

from local.gateway import event
from local.gateway.routes import Match, Route

API = event.Api("abc123", "123456789012", "us-east-1")


def build(target: str = "/items/7", **request: Any) -> dict[str, Any]:
    """An event of a request to one route with a parameter."""
    values = {"method": "POST", "headers": [], "body": b"", "source": "127.0.0.1"} | request
    match = Match(Route("POST", "/items/{id}", "Fn"), {"id": "7"})
    return event.build(event.Request(target=target, **values), match, API)


def test_the_frame_is_that_of_payload_format_2() -> None:
    made = build(headers=[("User-Agent", "curl/8")])
    context = made["requestContext"]
    assert (made["version"], made["routeKey"], context["stage"]) == ("2.0", "POST /items/{id}", "$default")
    assert context["http"] == {
        "method": "POST",
        "path": "/items/7",
        "protocol": "HTTP/1.1",
        "sourceIp": "127.0.0.1",
        "userAgent": "curl/8",
    }
    assert (context["apiId"], context["domainPrefix"]) == ("abc123", "abc123")
    assert context["domainName"] == "abc123.execute-api.us-east-1.amazonaws.com"
    assert re.fullmatch(r"[A-Za-z0-9+/]{15}=", context["requestId"])
    assert re.fullmatch(r"\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000", context["time"])


def test_what_a_request_lacks_is_absent_and_not_null() -> None:
    made = event.build(event.Request("GET", "/health", [], b"", "127.0.0.1"), Match(Route("GET", "/health", "Fn"), {}), API)
    absent = {"body", "cookies", "queryStringParameters", "pathParameters", "stageVariables"}
    assert not absent & made.keys()
    assert made["isBase64Encoded"] is False
    assert made["rawQueryString"] == ""


def test_stage_variables_travel() -> None:
    api = event.Api("abc123", "123456789012", "us-east-1", {"colour": "blue"})
    made = event.build(event.Request("GET", "/", [], b"", "::1"), Match(Route("GET", "/", "Fn"), {}), api)
    assert made["stageVariables"] == {"colour": "blue"}


def test_headers_are_lower_case_and_repeated_ones_are_joined_by_commas() -> None:
    headers = build(headers=[("X-Dup", "1"), ("x-dup", "2"), ("AUTHORIZATION", "Bearer x")])["headers"]
    assert headers["x-dup"] == "1,2"
    assert headers["authorization"] == "Bearer x"


def test_cookies_have_their_own_list_and_no_header() -> None:
    made = build(headers=[("Cookie", "s=1; t=2"), ("Cookie", "u=3")])
    assert made["cookies"] == ["s=1", "t=2", "u=3"]
    assert "cookie" not in made["headers"]


def test_the_way_of_the_request_is_in_the_headers() -> None:
    headers = build(headers=[("X-Forwarded-For", "9.9.9.9")])["headers"]
    assert headers["x-forwarded-for"] == "9.9.9.9, 127.0.0.1"
    assert (headers["x-forwarded-proto"], headers["x-forwarded-port"]) == ("https", "443")
    assert re.fullmatch(r"Root=1-[0-9a-f]{8}-[0-9a-f]{24}", headers["x-amzn-trace-id"])


def test_query_parameters_are_decoded_and_repeated_ones_joined() -> None:
    made = build("/items/7?a=1&a=2&b=%20+%2B&c=&d")
    assert made["rawQueryString"] == "a=1&a=2&b=%20+%2B&c=&d"
    assert made["queryStringParameters"] == {"a": "1,2", "b": "  +", "c": "", "d": ""}


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("/a%20b", "/a b"),
        ("/%C3%A9%E4%B8%AD", "/é中"),
        ("/a+b", "/a+b"),
        ("/a%2Bb", "/a+b"),
        ("/a%252Fb", "/a%252Fb"),
        ("/a%2Fb", "/a/b"),
        ("/a%zzb", "/a%zzb"),
        ("/a%FFb", "/a\ufffdb"),
        ("/a;v=1", "/a;v=1"),
        ("/a/../b", "/a/../b"),
        ("//a", "//a"),
    ],
)
def test_the_path_is_decoded_once(sent: str, seen: str) -> None:
    assert build(sent)["rawPath"] == seen


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "text/csv", "Application/XML"])
def test_text_travels_as_it_is(kind: str) -> None:
    made = build(headers=[("Content-Type", kind)], body='{"k":"é"}'.encode())
    assert (made["body"], made["isBase64Encoded"]) == ('{"k":"é"}', False)


@pytest.mark.parametrize("kind", ["application/octet-stream", "application/x-www-form-urlencoded", "application/ld+json", ""])
def test_any_other_body_travels_in_base64(kind: str) -> None:
    made = build(headers=[("Content-Type", kind)] if kind else [], body=b"\x00\xff")
    assert base64.b64decode(made["body"]) == b"\x00\xff"
    assert made["isBase64Encoded"] is True


def test_text_that_is_no_utf_8_is_marked_and_not_refused() -> None:
    assert build(headers=[("content-type", "text/plain")], body=b"a\xff")["body"] == "a\ufffd"
