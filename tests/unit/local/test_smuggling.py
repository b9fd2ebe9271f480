"""What an attacker writes on the wire: nothing of it becomes a request that the sender did not openly make."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from typing import Any

import pytest

from local.gateway import event, server
from local.gateway.routes import Route, Router
from local.serve import reserve
from local.state import free_port

pytestmark = pytest.mark.enable_socket

API = event.Api("abc123", "123456789012", "us-east-1")
ROUTES = Router(
    [
        Route("POST", "/items/{id}", "Fn"),
        Route("GET", "/items/{id}", "Fn"),
        Route("GET", "/names/{name+}", "Fn"),
        Route("GET", "/secret", "Fn"),
    ]
)
SECRET = b"GET /secret HTTP/1.1\r\nHost: x\r\n\r\n"


@dataclass
class Exchange:
    """What came back on one connection, and what the functions got."""

    received: bytes
    events: list[dict[str, Any]]

    @property
    def statuses(self) -> list[int]:
        return [int(found) for found in re.findall(rb"HTTP/1\.[01] (\d{3}) ", self.received)]

    @property
    def routes(self) -> list[str]:
        return [one["routeKey"] for one in self.events]


def send(*pieces: bytes) -> Exchange:
    """Write the pieces one after the other, and read until the server closes the connection."""
    events: list[dict[str, Any]] = []

    async def function(_: str, payload: bytes) -> bytes:
        events.append(json.loads(payload))
        return json.dumps({"statusCode": 200, "body": "{}"}).encode()

    async def talk() -> bytes:
        port = free_port()
        runner = await server.serve(server.Gateway(ROUTES, function, API), reserve(port))
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(0)
            received = await asyncio.wait_for(reader.read(), 10)
            writer.close()
        finally:
            await runner.cleanup()
        return received

    return Exchange(asyncio.run(talk()), events)


def request(*headers: bytes, line: bytes = b"GET /items/7 HTTP/1.1", body: bytes = b"") -> bytes:
    """A request with `Connection: close`, so that its answer ends the exchange."""
    return b"\r\n".join([line, b"Host: x", b"Connection: close", *headers, b"", body])


def post(*headers: bytes, body: bytes = b"") -> bytes:
    return request(*headers, line=b"POST /items/7 HTTP/1.1", body=body)


@pytest.mark.parametrize(
    "headers",
    [
        [b"Content-Length: 4", b"Transfer-Encoding: chunked"],
        [b"Transfer-Encoding: chunked", b"Content-Length: 4"],
        [b"Content-Length: 0", b"Content-Length: 40"],
        [b"Content-Length: 5", b"Content-Length: 5"],
        [b"Content-Length: 5, 5"],
        [b"Content-Length: +5"],
        [b"Content-Length: -5"],
        [b"Content-Length: 0x5"],
        [b"Content-Length: 99999999999999999999"],
        [b"Content-Length : 5"],
        [b"Transfer-Encoding: xchunked"],
        [b"Transfer-Encoding: identity"],
        [b"Transfer-Encoding: chunked", b"Transfer-Encoding: identity"],
        [b"Transfer-Encoding : chunked"],
        [b"Transfer-Encoding: \x0bchunked"],
    ],
)
def test_a_request_whose_end_can_be_read_in_two_ways_is_refused_and_ends_the_connection(headers: list[bytes]) -> None:
    made = send(post(*headers, body=b"0\r\n\r\n" + SECRET))
    assert (made.statuses, made.routes) == ([400], [])


@pytest.mark.parametrize("first", [b"2\nab\r\n", b"zz\r\nab\r\n", b"-2\r\nab\r\n", b"2\r\nabc\r\n", b"0x2\r\nab\r\n"])
def test_chunks_that_are_none_are_refused_and_end_the_connection(first: bytes) -> None:
    head = post(b"Transfer-Encoding: chunked")
    chunks = first + b"0\r\n\r\n" + SECRET
    for made in (send(head + chunks), send(head, chunks)):
        assert (made.statuses, made.routes) == ([400], [])


def test_a_trailer_is_no_header() -> None:
    made = send(post(b"Transfer-Encoding: chunked", body=b"2\r\nab\r\n0\r\nX-Authorization: forged\r\n\r\n"))
    assert made.statuses == [200]
    assert not {"x-authorization", "transfer-encoding", "connection"} & made.events[0]["headers"].keys()
    assert made.events[0]["headers"]["content-length"] == "2"


def test_a_body_is_a_body_whatever_the_method() -> None:
    made = send(request(b"Content-Length: %d" % len(SECRET), body=SECRET))
    assert made.routes == ["GET /items/{id}"]


def test_requests_that_stand_openly_one_behind_the_other_are_two_requests() -> None:
    made = send(b"GET /items/7 HTTP/1.1\r\nHost: x\r\n\r\n" + request(line=b"GET /secret HTTP/1.1"))
    assert made.routes == ["GET /items/{id}", "GET /secret"]


@pytest.mark.parametrize(
    "header",
    [
        b"X-A: one\r\n two",
        b"X-A: one\rX-Authorization: two",
        b"X-A: one\nX-Authorization: two",
        b"X-A: one\x00two",
        b"X-A: one\x01two",
        b"X-A : one",
        b": one",
        b" X-A: one",
        b"X A: one",
        b"X-\xc3\xa9: one",
        b"Host: y",
    ],
)
def test_a_header_that_two_readers_could_read_differently_is_refused(header: bytes) -> None:
    made = send(request(header) + SECRET)
    assert (made.statuses, made.routes) == ([400], [])


def test_a_refusal_repeats_nothing_of_what_was_sent() -> None:
    made = send(request(b"X-Authorization: hunter2\x00"))
    assert made.received.endswith(b'{"message":"Bad Request"}')
    assert b"hunter2" not in made.received


@pytest.mark.parametrize("line", [b"GET /items/7\n", b"GET /items/7 HTTP/1.1\n"])
def test_lines_end_as_the_standard_says(line: bytes) -> None:
    made = send(line + b"Host: x\n\n")
    assert (made.statuses, made.routes) == ([400], [])


def test_repeated_headers_are_joined_so_that_no_function_sees_only_one_of_two_tokens() -> None:
    made = send(request(b"Authorization: a", b"authorization: b", b"X-Authorization: c", b"X-AUTHORIZATION: d"))
    headers = made.events[0]["headers"]
    assert (headers["authorization"], headers["x-authorization"]) == ("a,b", "c,d")


def test_an_underscore_is_no_hyphen() -> None:
    headers = send(request(b"X_Authorization: forged", b"X-Authorization: real")).events[0]["headers"]
    assert (headers["x_authorization"], headers["x-authorization"]) == ("forged", "real")


def test_bytes_that_are_no_text_are_marked_in_a_header() -> None:
    made = send(request(b"X-A: \xff\xc3\xa9", b"Cookie: s=\xff"))
    assert made.events[0]["headers"]["x-a"] == "\ufffd\xe9"
    assert made.events[0]["cookies"] == ["s=\ufffd"]


def test_a_client_cannot_say_where_it_is_or_which_request_it_makes() -> None:
    forged = [
        b"X-Forwarded-For: 9.9.9.9", b"X-Forwarded-Proto: http", b"X-Forwarded-Port: 1", b"Forwarded: for=9.9.9.9",
        b"X-Real-IP: 9.9.9.9", b"X-Amzn-Trace-Id: forged", b"X-Amzn-RequestId: forged", b"Apigw-RequestId: forged",
        b"X-HTTP-Method-Override: POST", b"X-Original-URL: /secret", b"X-Rewrite-URL: /secret",
    ]  # fmt: skip
    made = send(request(*forged))
    context, headers = made.events[0]["requestContext"], made.events[0]["headers"]
    assert made.routes == ["GET /items/{id}"]
    assert (context["http"]["sourceIp"], context["http"]["method"]) == ("127.0.0.1", "GET")
    assert "forged" not in json.dumps(context)
    assert headers["x-forwarded-for"] == "9.9.9.9, 127.0.0.1"
    assert (headers["x-forwarded-proto"], headers["x-forwarded-port"]) == ("https", "443")
    assert headers["x-amzn-trace-id"].startswith("Root=1-")


@pytest.mark.parametrize(
    "target",
    [
        b"http://evil.example/items/7", b"http://127.0.0.1/secret", b"//items//7", b"//evil.example/items/7",
        b"/items/../secret", b"/items/%2e%2e/secret", b"/items/..%2fsecret", b"/items/a%2Fb", b"/items\\7", b"/secret/",
        b"/secret/.", b"/./secret", b"/SECRET", b"/secret%00", b"/secret;x", b"/secret%3Fa",
    ],
)  # fmt: skip
def test_a_target_that_is_not_the_routes_own_spelling_finds_no_route(target: bytes) -> None:
    made = send(request(line=b"GET " + target + b" HTTP/1.1"))
    assert (made.statuses, made.routes) == ([404], [])


@pytest.mark.parametrize(
    ("target", "route", "value"),
    [
        (b"/names/../secret", "GET /names/{name+}", "../secret"),
        (b"/names/%2e%2e/secret", "GET /names/{name+}", "../secret"),
        (b"/names//secret", "GET /names/{name+}", "/secret"),
        (b"/names/a%00b", "GET /names/{name+}", "a\0b"),
        (b"/names/a%2Fb", "GET /names/{name+}", "a/b"),
        (b"/names/..%5Csecret", "GET /names/{name+}", "..\\secret"),
        (b"/items/..", "GET /items/{id}", ".."),
        (b"/items/%2523", "GET /items/{id}", "%2523"),
        (b"/items/a%0d%0aX-A:b", "GET /items/{id}", "a\r\nX-A:b"),
    ],
)
def test_what_a_parameter_holds_is_a_value_and_never_a_path(target: bytes, route: str, value: str) -> None:
    made = send(request(line=b"GET " + target + b" HTTP/1.1"))
    assert made.routes == [route]
    assert list(made.events[0]["pathParameters"].values()) == [value]


@pytest.mark.parametrize("target", [b"/items/\xc3\xa9", b"/items/7 /x", b"/items/7\t", b"items/7", b"*"])
def test_a_target_that_is_none_is_refused(target: bytes) -> None:
    made = send(request(line=b"GET " + target + b" HTTP/1.1"))
    assert (made.statuses, made.routes) == ([400], [])


@pytest.mark.parametrize("method", [b"get", b"Get", b"FOO", b"G\x00T"])
def test_a_method_that_is_none_is_refused(method: bytes) -> None:
    made = send(request(line=method + b" /items/7 HTTP/1.1"))
    assert (made.statuses, made.routes) == ([400], [])


@pytest.mark.parametrize("line", [b"CONNECT evil.example:443 HTTP/1.1", b"TRACE /items/7 HTTP/1.1", b"HEAD /items/7 HTTP/1.1"])
def test_a_method_that_no_route_has_finds_none(line: bytes) -> None:
    made = send(request(line=line))
    assert (made.statuses, made.routes) == ([404], [])


def test_http_1_0_is_answered_once() -> None:
    made = send(b"GET /items/7 HTTP/1.0\r\n\r\n")
    assert (made.statuses, made.routes) == ([200], ["GET /items/{id}"])
    assert send(b"GET /items/7 HTTP/1.0\r\n\r\n" + SECRET).routes == []


@pytest.mark.parametrize("version", [b"HTTP/2.0", b"HTTP/0.9", b"HTTP/1.9", b"HTTP/x", b"ICY/1.1"])
def test_other_versions_of_http_are_not_spoken(version: bytes) -> None:
    made = send(request(line=b"GET /items/7 " + version))
    assert made.routes == []
    assert re.search(rb" (400|505) ", made.received)


def test_an_upgrade_is_not_made() -> None:
    made = send(request(b"Upgrade: h2c", b"HTTP2-Settings: AAMAAABkAAQAAP__"))
    assert made.statuses == [200]
    assert "upgrade" not in made.events[0]["headers"]


def test_a_compressed_body_is_handed_on_as_it_came() -> None:
    made = send(post(b"Content-Encoding: gzip", b"Content-Type: text/plain", b"Content-Length: 2", body=b"no"))
    assert (made.statuses, made.events[0]["body"]) == ([200], "no")


@pytest.mark.parametrize(
    "sent",
    [
        request(b"X-A: " + b"x" * 10_240),
        request(line=b"GET /items/" + b"x" * 10_240 + b" HTTP/1.1"),
        request(line=b"GET /items/" + b"x" * 100_000 + b" HTTP/1.1"),
        request(b"X-A: " + b"x" * 100_000),
        request(*(b"X-%d: x" % number for number in range(2_000))),
    ],
)
def test_a_head_that_is_too_large_is_refused(sent: bytes) -> None:
    made = send(sent)
    assert made.routes == []
    assert made.statuses in ([431], [400])


@pytest.mark.parametrize(
    "sent",
    [
        [request(b"Authorization: Bearer\r\n s3cr3t")],
        [post(b"Transfer-Encoding: chunked", body=b"password=s3cr3t\r\n\r\n")],
        [post(b"Transfer-Encoding: chunked"), b"password=s3cr3t\r\n\r\n"],
    ],
)
def test_what_cannot_be_read_is_not_written_into_the_log(sent: list[bytes], caplog, capfd) -> None:
    assert send(*sent).statuses == [400]
    assert "s3cr3t" not in caplog.text + "".join(capfd.readouterr())
