"""The event of payload format 2.0 that an HTTP API hands to a function."""

from __future__ import annotations

import base64
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote_to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from local.gateway.routes import Match

# What is about the connection and not about the request: it ends where the connection ends.
OF_THE_CONNECTION = {
    "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "http2-settings",
}  # fmt: skip
TEXT_TYPES = {"application/json", "application/xml", "application/javascript"}


@dataclass(frozen=True)
class Request:
    """An HTTP request as it came in: target undecoded, header pairs in order."""

    method: str
    target: str
    headers: Iterable[tuple[str, str]]
    body: bytes
    source: str

    @property
    def raw_path(self) -> str:
        """The decoded path; an escaped percent sign stays escaped, as on AWS."""
        path = self.target.partition("?")[0].replace("%25", "%2525")
        return unquote_to_bytes(path).decode("utf-8", "replace")

    @property
    def query(self) -> str:
        """The query string as it was sent."""
        return self.target.partition("?")[2]


@dataclass(frozen=True)
class Api:
    """What an event says about the API that it came through."""

    api_id: str
    account: str
    region: str
    stage_variables: Mapping[str, str] | None = None

    @property
    def domain(self) -> str:
        """The API's own domain name."""
        return f"{self.api_id}.execute-api.{self.region}.amazonaws.com"


def request_id() -> str:
    """As API Gateway writes it: 16 characters of base64, the last always `=`."""
    return base64.b64encode(os.urandom(11)).decode()


def is_text(content_type: str) -> bool:
    """Whether a body of this type travels as it is; anything else travels in base64."""
    name = content_type.partition(";")[0].strip().lower()
    return name.startswith("text/") or name in TEXT_TYPES


def joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Repeated names become one, their values joined by commas."""
    result: dict[str, str] = {}
    for name, value in pairs:
        result[name] = f"{result[name]},{value}" if name in result else value
    return result


def readable(value: str) -> str:
    """A header's value as text: what is no UTF-8 is marked, as it is in a body."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _headers(request: Request) -> dict[str, str]:
    pairs = [(name.lower(), readable(value)) for name, value in request.headers]
    headers = joined(pair for pair in pairs if pair[0] not in OF_THE_CONNECTION | {"cookie"})
    forwarded = headers.get("x-forwarded-for")
    return headers | {
        "content-length": str(len(request.body)),
        "x-amzn-trace-id": f"Root=1-{int(time.time()):08x}-{os.urandom(12).hex()}",
        "x-forwarded-for": f"{forwarded}, {request.source}" if forwarded else request.source,
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
    }


def _cookies(request: Request) -> list[str]:
    lines = [readable(value) for name, value in request.headers if name.lower() == "cookie"]
    return [cookie.strip() for line in lines for cookie in line.split(";") if cookie.strip()]


def _context(request: Request, route_key: str, api: Api, user_agent: str) -> dict[str, Any]:
    now = time.time()
    return {
        "accountId": api.account,
        "apiId": api.api_id,
        "domainName": api.domain,
        "domainPrefix": api.api_id,
        "http": {
            "method": request.method,
            "path": request.raw_path,
            "protocol": "HTTP/1.1",
            "sourceIp": request.source,
            "userAgent": user_agent,
        },
        "requestId": request_id(),
        "routeKey": route_key,
        "stage": "$default",
        "time": time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(now)),
        "timeEpoch": int(now * 1000),
    }


def _body(request: Request, content_type: str) -> dict[str, Any]:
    if not request.body:
        return {"isBase64Encoded": False}
    if is_text(content_type):
        return {"body": request.body.decode("utf-8", "replace"), "isBase64Encoded": False}
    return {"body": base64.b64encode(request.body).decode(), "isBase64Encoded": True}


def build(request: Request, match: Match, api: Api) -> dict[str, Any]:
    """The event; what the request does not have is absent, not null."""
    headers = _headers(request)
    optional: dict[str, Any] = {
        "cookies": _cookies(request),
        "queryStringParameters": joined(parse_qsl(request.query, keep_blank_values=True)),
        "pathParameters": dict(match.path_parameters),
        "stageVariables": dict(api.stage_variables or {}),
    }
    return {
        "version": "2.0",
        "routeKey": match.route.key,
        "rawPath": request.raw_path,
        "rawQueryString": request.query,
        "headers": headers,
        "requestContext": _context(request, match.route.key, api, headers.get("user-agent", "")),
        **{name: value for name, value in optional.items() if value},
        **_body(request, headers.get("content-type", "")),
    }
