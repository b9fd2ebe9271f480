"""What the faces have in common: requests read by their models, answers as JSON, one table of statuses.

A face words its refusals, says where its callers show their tokens, and may give an error another status.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from cairn import composition
from cairn.access.decision import Permission, shown
from cairn.errors import CairnError, RequestInvalidError, SignInsTooManyError
from cairn.permissions import Caller
from cairn.runtime.body import parse
from cairn.runtime.edge import BODY_BYTES, Call, Endpoint, Reply

UNFORESEEN = "The registry failed to answer; the operators can find out why by the request id {request_id}."
_ERRORS_TOLD = 5


class Request(BaseModel):
    """What comes in; members that the API does not know are ignored."""

    # A model is built when it is used: a function uses few of those that it imports.
    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class Answer(BaseModel):
    """What goes out."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    def reply_status(self, default: int) -> int:
        """Return the status to answer with."""
        return default

    def reply_headers(self) -> dict[str, str]:
        """Return the headers to answer with."""
        return {}


class Nothing(Request):
    """A request that says nothing but that it is one."""


RequestT = TypeVar("RequestT", bound=BaseModel)
AnswerT = TypeVar("AnswerT", bound=Answer)


class JsonFace:
    """How a face speaks HTTP."""

    name: str
    statuses: Mapping[type[CairnError], int]
    takes = "application/json"
    """The media type of the bodies that it reads."""

    def prepare(self, needs: Permission) -> None:
        """Make the door, with its clients: not for what needs no caller."""
        if needs is not Permission.NOTHING:
            composition.door()

    def decide(self, needs: Permission, call: Call) -> Caller:
        """Return the caller, if they may."""
        return composition.door().admit(self.name, needs, self.token(call), call.request_id)

    def token(self, call: Call) -> str | None:
        """Return the token that the call shows: only ever in a header, never in the URL."""
        return shown(call.headers.get("authorization"))

    def read(self, model: type[RequestT], call: Call) -> RequestT:
        """Return the request: what `values` finds, and the JSON body if the model has one."""
        values = self.values(call)
        if "body" in model.model_fields and (call.body or model.model_fields["body"].is_required()):
            values["body"] = self.body(call)
        try:
            return model.model_validate(values)
        except ValidationError as invalid:
            raise self.malformed(invalid) from None

    def values(self, call: Call) -> dict[str, Any]:
        """Return what the path and the query say, and where the request came from: path over query parameters."""
        # The gateway decodes a path, all but escaped percent signs.
        told = {name: value.replace("%25", "%") for name, value in call.path_parameters.items()}
        return {**call.query, **told, "path": call.path, "source": call.source}

    def body(self, call: Call) -> Any:
        """Return the body, which is JSON."""
        return parse(call.body)

    def malformed(self, invalid: ValidationError) -> CairnError:
        """Say which member is wrong and how, without repeating what was sent."""
        errors = invalid.errors(include_input=False, include_url=False, include_context=False)[:_ERRORS_TOLD]
        said = [(".".join(map(str, error["loc"])), error["msg"].removeprefix("Value error, ")) for error in errors]
        told = "; ".join(f"{place}: {sentence}" for place, sentence in said)
        return RequestInvalidError(reason=told)

    def render(self, answer: Answer, status: int) -> Reply:
        """Return an answer as JSON; members that are empty are left out."""
        return Reply(answer.reply_status(status), answer.model_dump_json(exclude_defaults=True), answer.reply_headers())

    def refuse(self, error: CairnError) -> Reply:
        """Return an error under its status; who was too fast is told how long to wait."""
        reply = self.worded(self.statuses[type(error)], str(error), error)
        if isinstance(error, SignInsTooManyError):
            return replace(reply, headers={**reply.headers, "retry-after": str(error.facts["seconds"])})
        return reply

    def fail(self, request_id: str) -> Reply:
        """Return the fixed sentence for what nobody foresaw."""
        return self.worded(500, UNFORESEEN.format(request_id=request_id), None)

    def worded(self, status: int, sentence: str, error: CairnError | None) -> Reply:
        """Word a refusal (or, error None, a failure)."""
        del error
        return Reply(status, json.dumps({"detail": sentence}))

    def endpoint(
        self, *, needs: Permission, status: int = 200, body_bytes: int = BODY_BYTES
    ) -> Callable[[Callable[[RequestT, Caller], AnswerT]], Endpoint[RequestT, AnswerT]]:
        """Make a route of an operation that needs a permission and answers with `status` when it succeeds; see `Endpoint`."""

        def decorate(operation: Callable[[RequestT, Caller], AnswerT]) -> Endpoint[RequestT, AnswerT]:
            return Endpoint(operation, self, needs, status, body_bytes)

        return decorate
