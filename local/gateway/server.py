"""The HTTP server: limits, routing, CORS, one invocation per request, one log line per request."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from local.gateway import answer, event
from local.gateway.answer import Answer
from local.gateway.cors import PREFIX, Cors
from local.gateway.invoke import FunctionFailedError, FunctionUnavailableError
from local.gateway.throttle import Throttle

if TYPE_CHECKING:
    import socket

    from local.gateway.routes import Match, Router

PAYLOAD_BYTES = 6 * 1024 * 1024
BODY_BYTES = 10 * 1024 * 1024
HEAD_BYTES = 10_240
LOGGED_PATH = 200
VERSIONS = {(1, 0), (1, 1)}
BAD_REQUEST = answer.message(400, "Bad Request")
NOT_FOUND = answer.message(404, "Not Found")
TOO_LARGE = answer.message(413, "Request Entity Too Large")
TOO_MANY = answer.message(429, "Too Many Requests")
HEAD_TOO_LARGE = answer.message(431, "Request Header Fields Too Large")
FAILED = answer.message(500, "Internal Server Error")
UNAVAILABLE = answer.message(503, "Service Unavailable")
WRONG_VERSION = answer.message(505, "HTTP Version Not Supported")


class Invoke(Protocol):
    """Calls a function by its logical id."""

    async def __call__(self, function: str, payload: bytes) -> bytes:
        """Return what the function returned."""


@dataclass(frozen=True)
class Gateway:
    """One HTTP API."""

    router: Router
    invoke: Invoke
    api: event.Api
    cors: Cors = field(default_factory=Cors)
    throttle: Throttle = field(default_factory=Throttle)

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        started = time.monotonic()
        identity = event.request_id()
        origin = request.headers.get("Origin")
        if self._is_preflight(request):
            outcome = Answer(204, list(self.cors.preflight(origin).items()))
        else:
            identity, outcome = await self._answer(request, identity)
        path = request.rel_url.raw_path[:LOGGED_PATH]
        _log(f"{request.method} {path} {outcome.status} {(time.monotonic() - started) * 1000:.0f} ms")
        return self._response(outcome, origin, identity)

    def _is_preflight(self, request: web.BaseRequest) -> bool:
        wanted = {"Origin", "Access-Control-Request-Method"}
        return self.cors.configured and request.method == "OPTIONS" and all(name in request.headers for name in wanted)

    async def _answer(self, request: web.BaseRequest, identity: str) -> tuple[str, Answer]:
        body = await _read(request)
        if isinstance(body, Answer):
            return identity, body
        incoming = event.Request(
            request.method, request.raw_path, list(request.headers.items()), body, request.remote or "127.0.0.1"
        )
        match = self.router.match(incoming.method, incoming.raw_path)
        if match is None:
            return identity, NOT_FOUND
        if not self.throttle.admits(match.route.key):
            return identity, TOO_MANY
        return await self._call(incoming, match)

    async def _call(self, incoming: event.Request, match: Match) -> tuple[str, Answer]:
        content = event.build(incoming, match, self.api)
        identity = content["requestContext"]["requestId"]
        payload = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        if len(payload) > PAYLOAD_BYTES:
            return identity, TOO_LARGE
        try:
            result = await self.invoke(match.route.function, payload)
            outcome = self._without_cors(answer.of(result)) if len(result) <= PAYLOAD_BYTES else FAILED
        except FunctionUnavailableError:
            outcome = UNAVAILABLE
        except FunctionFailedError as error:
            _log(f"{match.route.function} failed ({identity}):\n{error.log}")
            outcome = FAILED
        except answer.AnswerShapeError as error:
            _log(f"{match.route.function} returned no valid answer ({identity}): {error}")
            outcome = FAILED
        return identity, outcome

    def _without_cors(self, outcome: Answer) -> Answer:
        """A configured API ignores what the function says about CORS."""
        if not self.cors.configured:
            return outcome
        kept = [(name, value) for name, value in outcome.headers if not name.lower().startswith(PREFIX)]
        return Answer(outcome.status, kept, outcome.body)

    def _response(self, outcome: Answer, origin: str | None, identity: str) -> web.Response:
        response = web.Response(status=outcome.status, body=outcome.body or None)
        response.headers.popall("Content-Type", None)
        for name, value in outcome.headers:
            response.headers.add(name, value)
        for name, value in self.cors.headers(origin).items():
            response.headers[name] = value
        response.headers["apigw-requestid"] = identity
        return response


def _log(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _head_size(request: web.BaseRequest) -> int:
    line = len(request.method) + len(request.raw_path.encode()) + len(" HTTP/1.1\r\n") + 1
    return line + sum(len(name) + len(value) + len(": \r\n") for name, value in request.raw_headers)


async def _read(request: web.BaseRequest) -> bytes | Answer:
    """Return the body, or why there is none to be had."""
    if request.version not in VERSIONS:
        return WRONG_VERSION
    if _head_size(request) > HEAD_BYTES:
        return HEAD_TOO_LARGE
    body = bytearray()
    try:
        async for chunk in request.content.iter_any():
            body += chunk
            if len(body) > BODY_BYTES:
                return TOO_LARGE
    except (web.RequestPayloadError, HttpProcessingError):
        return BAD_REQUEST
    return bytes(body)


class _Connection(web.RequestHandler):
    """Says what it cannot make a request of in the gateway's words, and does not repeat what it was sent."""

    __slots__ = ()

    def handle_error(
        self, request: web.BaseRequest, status: int = 500, exc: BaseException | None = None, message: str | None = None
    ) -> web.StreamResponse:
        """Answer, and close the connection: where the next request would begin is not known."""
        # What cannot be read is not written down either: the parser's words quote it, and it may be a token or a password.
        super().handle_error(request, status, exc if status == FAILED.status else None, message)
        outcome = FAILED if status == FAILED.status else BAD_REQUEST
        response = web.Response(status=outcome.status, body=outcome.body, headers=outcome.headers)
        response.force_close()
        return response


class _Server(web.Server):
    def __call__(self) -> web.RequestHandler:
        return _Connection(self, loop=self._loop, **self._kwargs)


async def serve(gateway: Gateway, listener: socket.socket) -> web.ServerRunner:
    """Serve on a bound socket; the caller cleans the runner up."""
    # aiohttp's own limits lie above the gateway's, so that the gateway words the refusal.
    # A compressed body stays as it is: a function gets what was sent, and nothing grows on the way.
    server = _Server(
        gateway.handle, access_log=None, auto_decompress=False, max_line_size=4 * HEAD_BYTES, max_field_size=4 * HEAD_BYTES
    )
    runner = web.ServerRunner(server)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    return runner
