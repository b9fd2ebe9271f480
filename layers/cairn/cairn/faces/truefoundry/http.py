"""The TrueFoundry face's way of speaking HTTP: `endpoint` makes a route of an operation."""

import json
from typing import Any
from urllib.parse import parse_qsl

from cairn.errors import CairnError, CredentialsInvalidError
from cairn.faces.http import Answer, JsonFace
from cairn.faces.truefoundry.errors import STATUSES
from cairn.runtime.edge import Call, Reply


class TrueFoundryFace(JsonFace):
    """Refusals are `{"statusCode", "message"}`; members have the API's own names, and those that are null are left out."""

    name = "truefoundry"
    statuses = STATUSES

    def values(self, call: Call) -> dict[str, Any]:
        """Return what the path and the query say; what a query says several times, and the gateway joins, is a list."""
        said: dict[str, list[str]] = {}
        for name, value in parse_qsl(call.raw_query, keep_blank_values=True):
            said.setdefault(name, []).append(value)
        several = {name for name, values in said.items() if len(values) > 1 and name in call.query}
        elsewhere = {*call.path_parameters, "path", "source"}
        return super().values(call) | {name: said[name] for name in several - elsewhere}

    def render(self, answer: Answer, status: int) -> Reply:
        """Return an answer as JSON."""
        text = answer.model_dump_json(by_alias=True, exclude_none=True)
        return Reply(answer.reply_status(status), text, answer.reply_headers())

    def worded(self, status: int, sentence: str, error: CairnError | None) -> Reply:
        """Word a refusal."""
        headers = {"www-authenticate": "Bearer"} if isinstance(error, CredentialsInvalidError) else {}
        return Reply(status, json.dumps({"statusCode": status, "message": sentence}), headers)


endpoint = TrueFoundryFace().endpoint
