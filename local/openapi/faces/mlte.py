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

_LIST = (errors.PermissionMissingError, errors.CustomListMissingError)
_LISTS_ENTRY = (
    *_LIST,
    errors.ListEntryMissingError,
    errors.ListEntryInvalidError,
    errors.RevisionConflictError,
    errors.RecordTooLargeError,
)
_CATALOG = (errors.PermissionMissingError, errors.CatalogMissingError)
_CATALOG_CHANGE = (
    *_CATALOG,
    errors.CatalogReadOnlyError,
    errors.CatalogEntryInvalidError,
    errors.RecordTooLargeError,
)

_OF_A_MODEL = (errors.PermissionMissingError, errors.ModelMissingError)
_OF_A_VERSION = (*_OF_A_MODEL, errors.ModelVersionMissingError)
_OF_AN_ARTIFACT = (*_OF_A_VERSION, errors.DocumentMissingError)

FACE = Face(
    name="mlte",
    title="the MLTE face",
    about=(
        "Users, groups and permissions, signing in, custom lists and catalogs, as MLTE's clients ask for them. "
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
        "create_model": (
            errors.PermissionMissingError,
            errors.DocumentInvalidError,
            errors.ModelTakenError,
            errors.FamilyClosedError,
        ),
        "list_models": (errors.PermissionMissingError,),
        "read_model": _OF_A_MODEL,
        "delete_model": (*_OF_A_MODEL, errors.RevisionConflictError),
        "create_version": (
            *_OF_A_MODEL,
            errors.DocumentInvalidError,
            errors.ModelVersionTakenError,
            errors.RevisionConflictError,
        ),
        "list_versions": _OF_A_MODEL,
        "read_version": _OF_A_VERSION,
        "delete_version": (*_OF_A_VERSION, errors.RevisionConflictError),
        "write_artifact": (
            *_OF_A_VERSION,
            errors.DocumentInvalidError,
            errors.DocumentTakenError,
            errors.DocumentTooLargeError,
            errors.FamilyClosedError,
            errors.RecordTooLargeError,
            errors.RevisionConflictError,
        ),
        "read_artifact": _OF_AN_ARTIFACT,
        "read_artifacts": (*_OF_A_VERSION, errors.CursorInvalidError),
        "search_artifacts": (*_OF_A_VERSION, errors.FilterInvalidError, errors.CursorInvalidError),
        "delete_artifact": (*_OF_AN_ARTIFACT, errors.RevisionConflictError),
        "list_artifact_revisions": (*_OF_AN_ARTIFACT, errors.CursorInvalidError),
        "read_model_trail": (*_OF_A_MODEL, errors.CursorInvalidError),
        "export_model": (*_OF_A_MODEL, errors.ExportTooLargeError),
        "import_model": (
            errors.PermissionMissingError,
            errors.ModelMissingError,
            errors.ImportInvalidError,
            errors.ExportTooLargeError,
            errors.DocumentInvalidError,
            errors.ModelTakenError,
            errors.FamilyClosedError,
            errors.RecordTooLargeError,
            errors.RevisionConflictError,
        ),
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
        "create_custom_list_entry": (*_LISTS_ENTRY, errors.ListEntryTakenError),
        "edit_custom_list_entry": _LISTS_ENTRY,
        "read_custom_list_entry": (*_LIST, errors.ListEntryMissingError),
        "delete_custom_list_entry": (
            *_LIST,
            errors.ListEntryMissingError,
            errors.RevisionConflictError,
            errors.RecordTooLargeError,
        ),
        "suite_template": (*_OF_AN_ARTIFACT, errors.DocumentUnfitError),
        "list_user_models": (errors.PermissionMissingError, errors.UserMissingError),
        "list_custom_lists": (errors.PermissionMissingError,),
        "list_custom_list_details": _LIST,
        "get_custom_list_parent": _LIST,
        "list_catalogs": (errors.PermissionMissingError,),
        "list_catalog_entries_all_catalogs": (errors.PermissionMissingError, errors.CursorInvalidError),
        "search_catalog_entries": (errors.PermissionMissingError, errors.CursorInvalidError, errors.FilterInvalidError),
        "list_catalog_entries": (*_CATALOG, errors.CursorInvalidError),
        "create_catalog_entry": (*_CATALOG_CHANGE, errors.CatalogEntryTakenError),
        "edit_catalog_entry": (*_CATALOG_CHANGE, errors.CatalogEntryMissingError, errors.RevisionConflictError),
        "read_catalog_entry": (*_CATALOG, errors.CatalogEntryMissingError),
        "delete_catalog_entry": (
            *_CATALOG,
            errors.CatalogReadOnlyError,
            errors.CatalogEntryMissingError,
            errors.RevisionConflictError,
        ),
    },
)
