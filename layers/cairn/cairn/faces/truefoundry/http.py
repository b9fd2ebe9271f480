"""The TrueFoundry face's way of speaking HTTP: `endpoint` makes a route of an operation."""

import json

from cairn.errors import CairnError, CredentialsInvalidError
from cairn.faces.http import Answer, JsonFace
from cairn.faces.truefoundry.errors import STATUSES
from cairn.runtime.edge import Reply


class TrueFoundryFace(JsonFace):
    """Refusals are `{"statusCode", "message"}`; members have the API's own names, and those that are null are left out."""

    name = "truefoundry"
    statuses = STATUSES

    def render(self, answer: Answer, status: int) -> Reply:
        """Return an answer as JSON."""
        text = answer.model_dump_json(by_alias=True, exclude_none=True)
        return Reply(answer.reply_status(status), text, answer.reply_headers())

    def worded(self, status: int, sentence: str, error: CairnError | None) -> Reply:
        """Word a refusal."""
        headers = {"www-authenticate": "Bearer"} if isinstance(error, CredentialsInvalidError) else {}
        return Reply(status, json.dumps({"statusCode": status, "message": sentence}), headers)


endpoint = TrueFoundryFace().endpoint
