"""What becomes of a function's return value."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from local.gateway import answer


def of(result: Any) -> answer.Answer:
    """The answer to a returned value."""
    return answer.of(json.dumps(result).encode())


def test_a_full_answer_keeps_status_headers_cookies_and_body() -> None:
    made = of({"statusCode": 201, "headers": {"Content-Type": "a/b", "x-int": 5}, "cookies": ["a=1", "b=2"], "body": "é"})
    assert made.status == 201
    assert made.headers == [("Content-Type", "a/b"), ("x-int", "5"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]
    assert made.body == "é".encode()


def test_a_body_in_base64_arrives_as_bytes() -> None:
    content = bytes(range(256))
    assert of({"statusCode": 200, "isBase64Encoded": True, "body": base64.b64encode(content).decode()}).body == content


def test_without_a_content_type_an_answer_is_text() -> None:
    assert of({"statusCode": 200, "body": "x"}).headers == [("Content-Type", "text/plain;charset=UTF-8")]


def test_multi_value_headers_do_not_exist_in_this_format() -> None:
    assert "X-Mv" not in dict(of({"statusCode": 200, "multiValueHeaders": {"X-Mv": ["1"]}}).headers)


@pytest.mark.parametrize(("result", "body"), [({"hello": "world"}, b'{"hello":"world"}'), ("text", b"text"), ([1], b"[1]")])
def test_a_value_without_a_status_is_the_body_of_a_200(result: Any, body: bytes) -> None:
    made = of(result)
    assert (made.status, made.headers, made.body) == (200, [("Content-Type", "application/json")], body)


def test_nothing_returned_is_an_empty_200() -> None:
    assert (of(None).status, of(None).body) == (200, b"")
    assert answer.of(b"").body == b""


@pytest.mark.parametrize(
    "result",
    [
        {"statusCode": "nope"},
        {"statusCode": None},
        {"statusCode": 42},
        {"statusCode": 200, "headers": ["a"]},
        {"statusCode": 200, "cookies": "a=1"},
        {"statusCode": 200, "isBase64Encoded": True, "body": "***"},
    ],
)
def test_what_cannot_be_an_answer_is_an_error(result: Any) -> None:
    with pytest.raises(answer.AnswerShapeError):
        of(result)


def test_what_is_no_json_is_an_error() -> None:
    with pytest.raises(answer.AnswerShapeError):
        answer.of(b"{")
