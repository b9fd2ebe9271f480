"""The MLTE face: the API of the MLTE store."""

from cairn import errors
from local.openapi.face import BEARER, TEXT, Face, refusal
from local.openapi.schemas import Whole

_WRONG = {
    "description": "What is wrong, and where in the request.",
    "type": "object",
    "properties": {
        "type": TEXT,
        "loc": {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "integer"}]}},
        "msg": TEXT,
    },
    "required": ["type", "loc", "msg"],
}

FACE = Face(
    name="mlte",
    title="the MLTE face",
    about=(
        "Users, groups and permissions, and signing in, as MLTE's clients ask for them. "
        "What is not valid is answered 422, every refusal has a `detail`; `POST /api/token` refuses as RFC 6749 says. "
        "Answers are whole: where there is nothing to say, there is null."
    ),
    security={
        "Password": {
            "type": "oauth2",
            "flows": {"password": {"tokenUrl": "/api/token", "scopes": {}}},
            "description": "Send a name and a password to `POST /api/token`, and its token as `Authorization: Bearer`.",
        },
        "Bearer": BEARER,
    },
    refusal_schemas={
        "Refusal": refusal(
            description="Why the registry did not do it.",
            detail={"anyOf": [TEXT, {"type": "array", "items": _WRONG, "minItems": 1}]},
        ),
        "TokenRefusal": refusal(
            description="Why there is no token: RFC 6749, section 5.2.",
            error={"type": "string", "enum": ["invalid_grant", "invalid_request", "unsupported_grant_type"]},
            error_description=TEXT,
        ),
    },
    model_schemas=Whole,
    plain={
        "healthcheck": {
            "type": "object",
            "properties": {"status": {"type": "string", "enum": ["healthy"]}},
            "required": ["status"],
        },
    },
    refusals={
        "login_for_access_token": (
            errors.GrantTypeMissingError,
            errors.SignInFailedError,
            errors.UserDisabledError,
            errors.SignInsTooManyError,
        ),
        "revoke_token": (errors.PermissionMissingError, errors.UserMissingError, errors.DirectoryConflictError),
        "create_user": (
            errors.PermissionMissingError,
            errors.UserNameInvalidError,
            errors.PasswordInvalidError,
            errors.GroupMissingError,
            errors.UserTakenError,
            errors.DirectoryConflictError,
            errors.RecordTooLargeError,
        ),
        "edit_user": (
            errors.PermissionMissingError,
            errors.PasswordInvalidError,
            errors.UserMissingError,
            errors.GroupMissingError,
            errors.DirectoryConflictError,
            errors.RecordTooLargeError,
        ),
        "list_users": (errors.PermissionMissingError,),
        "list_users_details": (errors.PermissionMissingError,),
        "read_user": (errors.PermissionMissingError, errors.UserMissingError),
        "delete_user": (errors.PermissionMissingError, errors.UserMissingError, errors.DirectoryConflictError),
        "revoke_user_tokens": (errors.PermissionMissingError, errors.UserMissingError, errors.DirectoryConflictError),
        "read_user_trail": (errors.PermissionMissingError, errors.UserMissingError, errors.CursorInvalidError),
        "create_group": (
            errors.UserNameInvalidError,
            errors.GroupInvalidError,
            errors.GroupTakenError,
            errors.RecordTooLargeError,
        ),
        "edit_group": (
            errors.GroupInvalidError,
            errors.GroupMissingError,
            errors.DirectoryConflictError,
            errors.RecordTooLargeError,
        ),
        "list_groups": (errors.PermissionMissingError,),
        "list_group_details": (errors.PermissionMissingError,),
        "read_group": (errors.PermissionMissingError, errors.GroupMissingError),
        "delete_group": (errors.GroupInvalidError, errors.GroupMissingError, errors.DirectoryConflictError),
        "read_group_trail": (errors.PermissionMissingError, errors.CursorInvalidError),
        "read_permission": (errors.GrantUnknownError,),
    },
)
