"""The trust face's way of speaking HTTP: `endpoint` makes a route of an operation."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from cairn.access.decision import Permission, decide
from cairn.errors import CairnError, RequestInvalidError
from cairn.faces.trust.errors import STATUSES, UNFORESEEN
from cairn.faces.trust.models import Answer
from cairn.permissions import Caller
from cairn.runtime.edge import Call, Endpoint, Reply
from cairn.runtime.settings import settings

RequestT = TypeVar("RequestT", bound=BaseModel)
AnswerT = TypeVar("AnswerT", bound=Answer)

_ERRORS_TOLD = 5


class TrustFace:
    """Requests validated by their models, 400 for every malformed one, errors as `{"detail": sentence}`."""

    name = "trust"

    def decide(self, needs: Permission, call: Call) -> Caller:
        """Return the caller, if they may."""
        return decide(settings(), self.name, needs, call.headers, call.request_id)

    def read(self, model: type[RequestT], call: Call) -> RequestT:
        """Return the request: path parameters over query parameters over the header `offset`, and the JSON body."""
        values: dict[str, Any] = {"offset": call.headers.get("offset", "")}
        values |= {**call.query, **call.path_parameters, "path": call.path}
        if "body" in model.model_fields:
            values["body"] = _json(call.body)
        try:
            return model.model_validate(values)
        except ValidationError as invalid:
            raise RequestInvalidError(reason=_told(invalid)) from None

    def render(self, answer: Answer, status: int) -> Reply:
        """Return an answer as JSON; members that are empty are left out."""
        return Reply(answer.reply_status(status), answer.model_dump_json(exclude_defaults=True), answer.reply_headers())

    def refuse(self, error: CairnError) -> Reply:
        """Return an error under its status."""
        return Reply(STATUSES[type(error)], json.dumps({"detail": str(error)}))

    def fail(self, request_id: str) -> Reply:
        """Return the fixed sentence for what nobody foresaw."""
        return Reply(500, json.dumps({"detail": UNFORESEEN.format(request_id=request_id)}))


def _json(body: bytes) -> Any:
    if not body:
        raise RequestInvalidError(reason="the body is missing, send JSON")
    try:
        return from_json(body, allow_inf_nan=False)
    except ValueError:
        raise RequestInvalidError(reason="the body is not JSON") from None


def _told(invalid: ValidationError) -> str:
    """Say which member is wrong and how, without repeating what was sent."""
    errors = invalid.errors(include_input=False, include_url=False, include_context=False)[:_ERRORS_TOLD]
    return "; ".join(f"{'.'.join(str(place) for place in error['loc'])}: {error['msg']}" for error in errors)


_FACE = TrustFace()


def endpoint(
    *, needs: Permission, status: int = 200
) -> Callable[[Callable[[RequestT, Caller], AnswerT]], Endpoint[RequestT, AnswerT]]:
    """Make a route of an operation that needs a permission and answers with `status` when it succeeds."""

    def decorate(operation: Callable[[RequestT, Caller], AnswerT]) -> Endpoint[RequestT, AnswerT]:
        return Endpoint(operation, _FACE, needs, status)

    return decorate
