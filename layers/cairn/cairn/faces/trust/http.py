"""The trust face's way of speaking HTTP: `endpoint` makes a route of an operation."""

from typing import Any

from cairn.access.decision import shown
from cairn.faces.http import JsonFace
from cairn.faces.trust.errors import STATUSES
from cairn.runtime.edge import Call


class TrustFace(JsonFace):
    """400 for every malformed request, errors as `{"detail": sentence}`, tokens in `X-Authorization` too."""

    name = "trust"
    statuses = STATUSES

    def token(self, call: Call) -> str | None:
        """Return the token in `X-Authorization`; where there is no such header, the one in `Authorization`."""
        own = call.headers.get("x-authorization")
        return super().token(call) if own is None else shown(own)

    def values(self, call: Call) -> dict[str, Any]:
        """Return the request's values; the offset may come in a header of that name."""
        return {"offset": call.headers.get("offset", ""), **super().values(call)}


endpoint = TrustFace().endpoint
