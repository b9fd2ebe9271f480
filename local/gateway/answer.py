"""What a function returned, as the HTTP answer that API Gateway makes of it."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field
from typing import Any

JSON = ("Content-Type", "application/json")
TEXT = ("Content-Type", "text/plain;charset=UTF-8")
LOWEST_STATUS, HIGHEST_STATUS = 100, 599


class AnswerShapeError(Exception):
    """The function returned what no HTTP answer can be made of; the client gets a 500."""


@dataclass(frozen=True)
class Answer:
    """An HTTP answer: header pairs keep their order, cookies are pairs of their own."""

    status: int
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""


def message(status: int, text: str) -> Answer:
    """An error in API Gateway's own words."""
    return Answer(status, [JSON], json.dumps({"message": text}, separators=(",", ":")).encode())


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _body(result: dict[str, Any]) -> bytes:
    body = result.get("body")
    if body is None:
        return b""
    text = body if isinstance(body, str) else json.dumps(body)
    if not result.get("isBase64Encoded"):
        return text.encode()
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise AnswerShapeError(str(error)) from error


def _status(result: dict[str, Any]) -> int:
    try:
        status = int(result["statusCode"])
    except (TypeError, ValueError) as error:
        raise AnswerShapeError(str(error)) from error
    if not LOWEST_STATUS <= status <= HIGHEST_STATUS:
        raise AnswerShapeError(str(status))
    return status


def _headers(result: dict[str, Any]) -> list[tuple[str, str]]:
    given = result.get("headers") or {}
    cookies = result.get("cookies") or []
    if not isinstance(given, dict) or not isinstance(cookies, list):
        raise AnswerShapeError(type(given).__name__)
    headers = [(name, _text(value)) for name, value in given.items()]
    if "content-type" not in {name.lower() for name, _ in headers}:
        headers.append(TEXT)
    return headers + [("Set-Cookie", str(cookie)) for cookie in cookies]


def of(payload: bytes) -> Answer:
    """Read what a function returned, as JSON."""
    try:
        return result(json.loads(payload) if payload else None)
    except ValueError as error:
        raise AnswerShapeError(str(error)) from error


def result(returned: Any) -> Answer:
    """Read a function's return value: a full answer if it has a status code, else the body of a 200."""
    if isinstance(returned, dict) and "statusCode" in returned:
        return Answer(_status(returned), _headers(returned), _body(returned))
    if isinstance(returned, str):
        return Answer(200, [JSON], returned.encode())
    body = b"" if returned is None else json.dumps(returned, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(200, [JSON], body)
