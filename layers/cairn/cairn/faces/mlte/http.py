"""The MLTE face's way of speaking HTTP: `endpoint` makes a route of an operation."""

import json
from typing import Any
from urllib.parse import parse_qsl

from pydantic import ValidationError

from cairn import errors
from cairn.errors import CairnError, CredentialsInvalidError, RequestInvalidError, UserInactiveError
from cairn.faces.http import Answer, JsonFace
from cairn.faces.mlte.errors import STATUSES
from cairn.runtime.edge import Call, Reply

_FIELDS_LIMIT = 20
_UNPROCESSABLE = 422


class MlteFace(JsonFace):
    """Success is 200, refusals are `{"detail": ...}`, of a request that is not valid a list of what is wrong where."""

    name = "mlte"
    statuses = STATUSES

    def malformed(self, invalid: ValidationError) -> CairnError:
        """List what is wrong as MLTE does, but for what was sent: it may be a password."""
        found = invalid.errors(include_input=False, include_url=False, include_context=False)
        details = [{"type": one["type"], "loc": list(one["loc"]), "msg": one["msg"]} for one in found]
        return RequestInvalidError(reason="see the details", details=details)

    def render(self, answer: Answer, status: int) -> Reply:
        """Return an answer as JSON, whole: what is not there is null."""
        return Reply(answer.reply_status(status), answer.model_dump_json(), answer.reply_headers())

    def worded(self, status: int, sentence: str, error: CairnError | None) -> Reply:
        """Word a refusal; who is not signed in is told how."""
        detail: Any = sentence
        if error is not None and status == _UNPROCESSABLE:
            detail = error.facts.get("details") or [{"type": "value_error", "loc": ["body"], "msg": sentence}]
        return Reply(status, json.dumps({"detail": detail}), challenge(error))


class TokenFace(MlteFace):
    """The OAuth2 token endpoint: a form comes in, refusals are RFC 6749's."""

    takes = "application/x-www-form-urlencoded"

    def body(self, call: Call) -> dict[str, str]:
        """Return the fields of the form."""
        if call.headers.get("content-type", "").partition(";")[0].strip().lower() != self.takes:
            raise RequestInvalidError(reason=f"send a form: Content-Type: {self.takes}")
        try:
            fields = parse_qsl(call.body.decode(), keep_blank_values=True, max_num_fields=_FIELDS_LIMIT, errors="strict")
        except ValueError:
            raise RequestInvalidError(reason="the form is not readable") from None
        found = dict(fields)
        if len(found) != len(fields):
            raise RequestInvalidError(reason="a field of the form is there twice")
        return found

    def refuse(self, error: CairnError) -> Reply:
        """Word a refusal as RFC 6749 section 5.2 does; what its client could not know about, as MLTE does."""
        known = _OAUTH.get(type(error))
        if known is None:
            return super().refuse(error)
        return Reply(400, json.dumps({"error": known, "error_description": str(error)}))


_OAUTH = {
    errors.SignInFailedError: "invalid_grant",
    errors.UserDisabledError: "invalid_request",
    errors.GrantTypeMissingError: "unsupported_grant_type",
}


def challenge(error: CairnError | None) -> dict[str, str]:
    """Return the header that goes with 401 (RFC 6750 section 3)."""
    if not isinstance(error, CredentialsInvalidError) or isinstance(error, UserInactiveError):
        return {}
    return {"www-authenticate": 'Bearer error="invalid_token", error_description="There is no valid token"'}


endpoint = MlteFace().endpoint
token_endpoint = TokenFace().endpoint
