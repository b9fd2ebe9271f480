"""The Lambda edge: the only place that knows API Gateway's events (HTTP API, payload 2.0).

An endpoint turns an event into the declared request, asks its face who calls, runs the operation, and turns what it
returns or raises into the answer.
"""

import gc
import time
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar, get_type_hints

from cairn.errors import BodyTooLargeError, CairnError, RequestInvalidError
from cairn.permissions import Caller
from cairn.runtime.headers import JSON_ANSWER
from cairn.runtime.observability import count, logger

Event = Mapping[str, Any]

BODY_BYTES = 1_000_000
"""The most that a route takes in a body, unless it says otherwise."""

RequestT = TypeVar("RequestT")
AnswerT = TypeVar("AnswerT")


@dataclass(frozen=True, slots=True)
class Call:
    """What came in, without API Gateway's words."""

    path: str
    """The path, decoded once by the gateway."""
    path_parameters: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    request_id: str
    raw_query: str = ""
    """The query as it was sent: a name may be there several times."""
    source: str = ""
    """The address that the connection came from, as the gateway saw it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes out: JSON text."""

    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)


class Face(Protocol):
    """What an endpoint asks of the API it belongs to."""

    name: str

    def decide(self, needs: Any, call: Call) -> Caller:
        """Return the caller, if they may; raise a CairnError if not."""

    def read(self, model: Any, call: Call) -> Any:
        """Return the declared request; raise RequestInvalidError if the call is none."""

    def render(self, answer: Any, status: int) -> Reply:
        """Return the reply of an answer."""

    def refuse(self, error: CairnError) -> Reply:
        """Word a refusal."""

    def prepare(self, needs: Any) -> None:
        """Make what telling callers apart takes, before the first request."""

    def fail(self, request_id: str) -> Reply:
        """Word a failure that nobody foresaw: a fixed sentence and the request id."""


class Endpoint(Generic[RequestT, AnswerT]):
    """A route's Lambda handler."""

    def __init__(
        self,
        operation: Callable[[RequestT, Caller], AnswerT],
        face: Face,
        needs: Any,
        status: int,
        body_bytes: int = BODY_BYTES,
    ) -> None:
        """Serve `operation` under the rules of `face`; `status` is that of success, `body_bytes` the largest body."""
        self.operation = operation
        self.face = face
        self.needs = needs
        self.status = status
        self.body_bytes = body_bytes
        hints = get_type_hints(operation)
        self.request_model = hints["request"]
        self.answer_model = hints["return"]
        face.prepare(needs)
        # The function's init ends here: keep what it built out of every later collection.
        gc.freeze()
        gc.enable()

    def __call__(self, event: Event, context: object) -> dict[str, Any]:
        """Answer one event."""
        started = time.perf_counter()
        request_id = event["requestContext"]["requestId"]
        caller = None
        try:
            call = _call(event, request_id, self.body_bytes)
            caller = self.face.decide(self.needs, call)
            request = self.face.read(self.request_model, call)
            reply = self.face.render(self.operation(request, caller), self.status)
        except CairnError as error:
            reply = self.face.refuse(error)
        except Exception:  # noqa: BLE001 - whatever it is, it is logged whole and answered with a fixed sentence
            logger.exception("unforeseen", request_id=request_id, route=event["routeKey"])
            count("Failures", self.face.name)
            reply = self.face.fail(request_id)
        logger.info(
            "answered",
            request_id=request_id,
            lambda_request_id=getattr(context, "aws_request_id", ""),
            route=event["routeKey"],
            status=reply.status,
            milliseconds=round((time.perf_counter() - started) * 1000, 2),
            caller=caller.name if caller else None,
            credential=caller.credential if caller else None,
        )
        return {
            "statusCode": reply.status,
            "headers": {**JSON_ANSWER, **reply.headers},
            "body": reply.body,
        }


def _call(event: Event, request_id: str, body_bytes: int) -> Call:
    text = event.get("body") or ""
    # Before anything is decoded: base64 has four characters for three bytes, text at most one for each byte.
    if (len(text) // 4 * 3 - 2 if event.get("isBase64Encoded") else len(text)) > body_bytes:
        raise BodyTooLargeError(limit=body_bytes)
    try:
        raw = b64decode(text, validate=True) if event.get("isBase64Encoded") else text.encode()
    except (Base64Error, UnicodeEncodeError):
        raise RequestInvalidError(reason="the body is not readable") from None
    if len(raw) > body_bytes:
        raise BodyTooLargeError(limit=body_bytes)
    return Call(
        path=event["rawPath"],
        path_parameters=event.get("pathParameters") or {},
        query=event.get("queryStringParameters") or {},
        headers={name.lower(): value for name, value in (event.get("headers") or {}).items()},
        body=raw,
        request_id=request_id,
        raw_query=event.get("rawQueryString") or "",
        source=event["requestContext"].get("http", {}).get("sourceIp", ""),
    )
