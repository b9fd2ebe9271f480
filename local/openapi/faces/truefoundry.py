"""The TrueFoundry face: what the clients of its ML platform call."""

from cairn import errors
from local.openapi.face import BEARER, TEXT, Face, refusal
from local.openapi.schemas import NullLeftOut

FACE = Face(
    name="truefoundry",
    title="the TrueFoundry face",
    about=(
        "Sessions and personal access tokens, as TrueFoundry's clients ask for them. "
        "Every malformed request is answered 422, every refusal has a `message` and repeats its status. "
        "Members that are null are left out."
    ),
    security={"Bearer": BEARER},
    refusal_schemas={
        "Refusal": refusal(
            description="Why the registry did not do it.", statusCode={"type": "integer", "minimum": 400}, message=TEXT
        )
    },
    model_schemas=NullLeftOut,
    plain={
        "get_min_cli_version": {
            "type": "object",
            "properties": {
                "minVersion": TEXT,
                "truefoundryCliMinVersion": TEXT,
                "useSFYServerAuthAPIs": {"type": "boolean"},
            },
            "required": ["minVersion", "truefoundryCliMinVersion", "useSFYServerAuthAPIs"],
        },
        "get_tenant_id": {
            "type": "object",
            "properties": {"tenantName": TEXT, "auth_server_url": {"type": "string"}},
            "required": ["tenantName", "auth_server_url"],
        },
    },
    refusals={
        "create_personal_access_token": (errors.PermissionMissingError,),
        "delete_personal_access_token": (errors.PersonalTokenMissingError,),
        "revoke_all_personal_access_tokens": (errors.PermissionMissingError, errors.UserMissingError),
    },
)
