"""Which answers an operation can give besides its success: asked of the code that words them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cairn import errors
from cairn.access.decision import Permission
from cairn.runtime.edge import Endpoint

if TYPE_CHECKING:
    from cairn.runtime.edge import Reply
    from local.openapi.face import Face
    from local.openapi.operations import Operation

GATEWAY_REFUSAL = {
    "description": "API Gateway's own words: the request did not reach the registry, or its answer did not come in time.",
    "type": "object",
    "properties": {"message": {"type": "string", "minLength": 1}},
    "required": ["message"],
}

GATEWAY = {
    404: ("Unrouted", "No such route: a path parameter is empty, or has a slash."),
    413: ("TooLarge", "The request is larger than 10 MB, or than the 6 MB that a function takes."),
    429: ("TooFast", "The API is called faster than its throttle lets through."),
    431: ("HeadTooLarge", "Request line and headers are larger than 10,240 bytes."),
    500: ("Failed", "The registry failed to answer."),
    503: ("Unavailable", "The registry took longer than 30 s, or has no capacity free."),
}
"""With what API Gateway refuses, before or after the registry: a name for the document, and a sentence."""

FAILED = "The registry failed to answer; what it says has the request id."


@dataclass
class Refusals:
    """The registry's refusals under one status."""

    sentences: list[str] = field(default_factory=list)
    schemas: list[str] = field(default_factory=list)
    """The names of their schemas, each once."""
    headers: set[str] = field(default_factory=set)

    def add(self, sentence: str, reply: Reply, face: Face) -> None:
        """Add one that is answered so."""
        self.sentences.append(sentence)
        self.headers |= set(reply.headers)
        members = set(json.loads(reply.body))
        schema = next(name for name, schema in face.refusal_schemas.items() if set(schema["properties"]) == members)
        if schema not in self.schemas:
            self.schemas.append(schema)


def refusals(operation: Operation, face: Face) -> dict[int, Refusals]:
    """Return, by status, how the registry itself refuses an operation."""
    endpoint, found = operation.endpoint, dict[int, Refusals]()
    if not isinstance(endpoint, Endpoint):
        return found
    for error in [*_entrance(endpoint), *face.refusals.get(operation.name, ()), errors.StoreBusyError]:
        reply = endpoint.face.refuse(example(error))
        found.setdefault(reply.status, Refusals()).add((error.__doc__ or "").strip(), reply, face)
    failure = endpoint.face.fail("a request id")
    found.setdefault(failure.status, Refusals()).add(FAILED, failure, face)
    return found


def gateway_refusals(operation: Operation) -> set[int]:
    """Return with what API Gateway may refuse an operation: only what has parameters can miss its route."""
    model = operation.request_model
    is_met = {404: "{" in operation.path, 413: bool(model and "body" in model.model_fields)}
    return {status for status in GATEWAY if is_met.get(status, True)}


def example(error: type[errors.CairnError]) -> errors.CairnError:
    """Return an error of a kind, with something for each of its facts."""
    return error(**dict.fromkeys(re.findall(r"\{(\w+)\}", error.__doc__ or ""), "something"))


def _entrance(endpoint: Endpoint[Any, Any]) -> list[type[errors.CairnError]]:
    """Return what is refused before the operation begins: a malformed request, a caller who may not."""
    met: list[type[errors.CairnError]] = []
    if "body" in endpoint.request_model.model_fields:
        met.append(errors.BodyTooLargeError)
    if endpoint.request_model.model_fields:
        met.append(errors.RequestInvalidError)
    if endpoint.needs is not Permission.NOTHING:
        met += [errors.CredentialsInvalidError, errors.UserInactiveError, errors.IssuerUnreachableError]
    if endpoint.needs is Permission.ADMINISTER:
        met.append(errors.PermissionMissingError)
    return met
