"""Which answers each operation can give besides its success: declared here, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cairn import errors
from cairn.access.decision import Permission
from cairn.faces.trust.errors import STATUSES
from cairn.runtime.edge import Endpoint

if TYPE_CHECKING:
    from local.openapi.operations import Operation

REFUSALS: dict[str, tuple[type[errors.CairnError], ...]] = {
    "artifact_create": (
        errors.FamilyClosedError,
        errors.NameInvalidError,
        errors.SourceInvalidError,
        errors.SourceTakenError,
        errors.SourceTooLongError,
        errors.RecordTooLargeError,
        errors.HubModelMissingError,
        errors.ReviewednessTooLowError,
        errors.UpstreamFailedError,
        errors.UpstreamBusyError,
    ),
    "artifact_retrieve": (errors.ArtifactMissingError,),
    "artifact_update": (
        errors.IdentityMismatchError,
        errors.SourceInvalidError,
        errors.ArtifactMissingError,
        errors.SourceTakenError,
        errors.RevisionConflictError,
        errors.SourceTooLongError,
        errors.RecordTooLargeError,
        errors.ReviewednessTooLowError,
    ),
    "artifact_delete": (errors.ArtifactMissingError, errors.RevisionConflictError),
    "artifacts_list": (errors.CursorInvalidError, errors.QueriesTooManyError),
    "artifact_by_name_get": (errors.NameInvalidError, errors.CursorInvalidError, errors.NameMissingError),
    "artifact_by_reg_ex_get": (errors.PatternInvalidError, errors.CursorInvalidError, errors.PatternUnmatchedError),
    "model_artifact_rate": (errors.ArtifactMissingError, errors.RatingMissingError),
    "artifact_cost_get": (errors.ArtifactMissingError, errors.SizeUnknownError),
    "artifact_audit_get": (errors.CursorInvalidError, errors.ArtifactMissingError),
    "artifact_lineage_get": (errors.ArtifactMissingError,),
    "artifact_license_check": (errors.ArtifactMissingError, errors.RepositoryMissingError, errors.UpstreamFailedError),
}
"""What the use case of an operation may refuse. What every operation of its sort may, `refusals` adds."""

_LATER = "Accepted: looking at the model takes longer than a request may. Until a worker has decided, the id answers 404."
FURTHER: dict[str, dict[int, str]] = {
    "artifact_create": {202: _LATER},
    "artifact_update": {202: "Accepted: looking at the model takes longer than a request may. Until then it is as it was."},
    "registry_reset": {202: "Accepted: more is registered than one request can delete, a worker goes on."},
}
"""Statuses of success beside the declared one; the answer's model is the same."""

_TEXT = {"type": "string", "minLength": 1}
PLAIN: dict[str, dict[str, Any]] = {
    "registry_health_heartbeat": {
        "type": "object",
        "properties": {"status": {"type": "string", "enum": ["ok"]}, "uptime_s": {"type": "integer", "minimum": 0}},
        "required": ["status", "uptime_s"],
    },
    "get_tracks": {
        "type": "object",
        "properties": {"plannedTracks": {"type": "array", "items": _TEXT}},
        "required": ["plannedTracks"],
    },
    "create_auth_token": {"$ref": "#/components/schemas/Refusal"},
}
"""The answers of the routes that have no models."""

REFUSAL = {
    "description": "Why the registry did not do it.",
    "type": "object",
    "properties": {"detail": _TEXT},
    "required": ["detail"],
}
GATEWAY_REFUSAL = {
    "description": "API Gateway's own words: the request did not reach the registry, or its answer did not come in time.",
    "type": "object",
    "properties": {"message": _TEXT},
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


def refusals(operation: Operation) -> dict[int, list[str]]:
    """Return, by status, the sentences with which the registry itself refuses an operation."""
    errors_met = [*_entrance(operation), *REFUSALS.get(operation.name, ())]
    if isinstance(operation.endpoint, Endpoint):
        errors_met.append(errors.StoreBusyError)
    found: dict[int, list[str]] = {}
    for error in errors_met:
        found.setdefault(STATUSES[error], []).append((error.__doc__ or "").strip())
    if isinstance(operation.endpoint, Endpoint):
        found[500] = ["The registry failed to answer; `detail` has the request id."]
    return found


def gateway_refusals(operation: Operation) -> set[int]:
    """Return with what API Gateway may refuse an operation: only what has parameters can miss its route."""
    model = operation.request_model
    is_met = {404: "{" in operation.path, 413: bool(model and "body" in model.model_fields)}
    return {status for status in GATEWAY if is_met.get(status, True)}


def _entrance(operation: Operation) -> list[type[errors.CairnError]]:
    """Return what is refused before the operation begins: a malformed request, a caller who may not."""
    endpoint = operation.endpoint
    if not isinstance(endpoint, Endpoint):
        return []
    met: list[type[errors.CairnError]] = []
    if "body" in endpoint.request_model.model_fields:
        met.append(errors.BodyTooLargeError)
    if endpoint.request_model.model_fields:
        met.append(errors.RequestInvalidError)
    if endpoint.needs is not Permission.NOTHING:
        met += [errors.CredentialsInvalidError, errors.IssuerUnreachableError]
    if endpoint.needs in {Permission.CREATE, Permission.UPDATE, Permission.DELETE, Permission.ADMINISTER}:
        met.append(errors.PermissionMissingError)
    return met
