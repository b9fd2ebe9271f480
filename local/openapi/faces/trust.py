"""The trust face: the API of the Trustworthy Model Registry."""

from cairn import errors
from local.openapi.face import BEARER, TEXT, Face, refusal
from local.openapi.schemas import EmptyLeftOut

FACE = Face(
    name="trust",
    title="the trust face",
    about=(
        "Register models, datasets and code by URL; read, list, search, rate and trace them. "
        "Every malformed request is answered 400, every refusal has a `detail`. "
        "Members that are optional are left out where there is nothing to say; nothing is ever null."
    ),
    security={
        "Token": {
            "type": "apiKey",
            "in": "header",
            "name": "X-Authorization",
            "description": "`bearer <token>`. Not looked at where the deployment has AUTH_MODE=open.",
        },
        "Bearer": BEARER | {"description": "The same token in the header `Authorization`."},
    },
    refusal_schemas={"Refusal": refusal(description="Why the registry did not do it.", detail=TEXT)},
    model_schemas=EmptyLeftOut,
    plain={
        "registry_health_heartbeat": {
            "type": "object",
            "properties": {"status": {"type": "string", "enum": ["ok"]}, "uptime_s": {"type": "integer", "minimum": 0}},
            "required": ["status", "uptime_s"],
        },
        "get_tracks": {
            "type": "object",
            "properties": {"plannedTracks": {"type": "array", "items": TEXT}},
            "required": ["plannedTracks"],
        },
    },
    refusals={
        "create_auth_token": (
            errors.SignInFailedError,
            errors.UserDisabledError,
            errors.SignInsTooManyError,
            errors.TokensUnusedError,
        ),
        "artifact_create": (
            errors.PermissionMissingError,
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
            errors.PermissionMissingError,
            errors.IdentityMismatchError,
            errors.SourceInvalidError,
            errors.ArtifactMissingError,
            errors.SourceTakenError,
            errors.RevisionConflictError,
            errors.SourceTooLongError,
            errors.RecordTooLargeError,
            errors.ReviewednessTooLowError,
        ),
        "artifact_delete": (errors.PermissionMissingError, errors.ArtifactMissingError, errors.RevisionConflictError),
        "artifacts_list": (errors.CursorInvalidError, errors.QueriesTooManyError),
        "artifact_by_name_get": (errors.NameInvalidError, errors.CursorInvalidError, errors.NameMissingError),
        "artifact_by_reg_ex_get": (errors.PatternInvalidError, errors.CursorInvalidError, errors.PatternUnmatchedError),
        "model_artifact_rate": (errors.ArtifactMissingError, errors.RatingMissingError),
        "artifact_cost_get": (errors.ArtifactMissingError, errors.SizeUnknownError),
        "artifact_audit_get": (errors.CursorInvalidError, errors.ArtifactMissingError),
        "artifact_lineage_get": (errors.ArtifactMissingError,),
        "artifact_license_check": (errors.ArtifactMissingError, errors.RepositoryMissingError, errors.UpstreamFailedError),
    },
    further={
        "artifact_create": {
            202: "Accepted: looking at the model takes too long to wait for. Until it is decided, its id answers 404."
        },
        "artifact_update": {
            202: "Accepted: looking at the model takes too long to wait for. Until it is decided, it is as it was."
        },
        "registry_reset": {202: "Accepted: more is registered than one request can delete, a worker goes on."},
    },
)
