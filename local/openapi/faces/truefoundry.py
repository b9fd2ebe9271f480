"""The TrueFoundry face: what the clients of its ML platform call."""

from cairn import errors
from local.openapi.face import BEARER, TEXT, Face, refusal
from local.openapi.schemas import NullLeftOut

_REPO = (errors.ProjectMissingError,)
_RUN = (errors.RunMissingError, errors.PermissionMissingError, errors.RunConflictError)
_DIRECTORY = (errors.DirectoryMissingError, errors.FilePathInvalidError, errors.DirectoryForeignError)
_SEEN_RUN = (errors.RunMissingError,)
_REPO_CHANGE = (
    errors.PermissionMissingError,
    errors.ProjectFixedError,
    errors.ProjectConflictError,
    errors.CollaboratorInvalidError,
)
_DIRECTORY_CHANGE = (
    errors.ProjectMissingError,
    errors.PermissionMissingError,
    errors.DirectorySourceFixedError,
    errors.DirectoryChangedError,
)

_OF_REPOS = {
    "create_or_update_ml_repo": _REPO_CHANGE,
    "get_ml_repo": _REPO,
    "delete_ml_repo": (*_REPO, *_REPO_CHANGE[:3], errors.ProjectInUseError),
    "create_run": (*_REPO, errors.PermissionMissingError, errors.RunConflictError),
    "get_run": _SEEN_RUN,
    "update_run": _RUN,
    "delete_run": _RUN,
    "search_runs": (*_REPO, errors.RunSearchInvalidError, errors.CursorInvalidError),
    "get_metric_history": _SEEN_RUN,
    "list_metric_history": _SEEN_RUN,
    "log_metric": _RUN,
    "log_parameter": (*_RUN, errors.ParameterFixedError),
    "set_run_tag": _RUN,
    "delete_run_tag": _RUN,
    "log_batch": (*_RUN, errors.ParameterFixedError),
    "create_or_update_data_directory": _DIRECTORY_CHANGE,
    "get_data_directory": (errors.DirectoryMissingError,),
    "delete_data_directory": (
        errors.DirectoryMissingError,
        errors.PermissionMissingError,
        errors.DirectoryChangedError,
    ),
    "list_data_directory_files": (*_DIRECTORY, errors.CursorInvalidError),
    "delete_data_directory_files": (*_DIRECTORY, errors.PermissionMissingError),
    "get_data_directory_signed_urls": (*_DIRECTORY, errors.PermissionMissingError),
    "create_data_directory_multipart_upload": (*_DIRECTORY, errors.PermissionMissingError),
    "apply_manifest": tuple(
        dict.fromkeys(
            (
                *_REPO_CHANGE,
                *_DIRECTORY_CHANGE,
                errors.NumberMissingError,
                errors.SourceForeignError,
                errors.SourceFixedError,
                errors.UploadIncompleteError,
                errors.NameHeldError,
                errors.AliasTakenError,
                errors.FamilyClosedError,
            )
        )
    ),
    "delete_manifest": (
        *_REPO,
        *_REPO_CHANGE[:3],
        errors.ProjectInUseError,
        errors.NumberMissingError,
        errors.DirectoryMissingError,
        errors.DirectoryChangedError,
        errors.RevisionConflictError,
    ),
}
"""What is refused of ML repos, runs, data directories and manifests of any kind."""
_READING = (errors.ArtifactMissingError,)
_DELETING = (errors.ArtifactMissingError, errors.PermissionMissingError, errors.RevisionConflictError)
_DELETING_ALL = (errors.ArtifactMissingError, errors.PermissionMissingError, errors.RemovalUnfinishedError)
_TAGGING = (
    errors.ArtifactMissingError,
    errors.PermissionMissingError,
    errors.LabelTakenError,
    errors.RecordTooLargeError,
)
_BEGINNING = (
    errors.ProjectMissingError,
    errors.PermissionMissingError,
    errors.FamilyClosedError,
    errors.NameHeldError,
)
_PUBLISHING = (*_BEGINNING, errors.ArtifactMissingError, errors.NumberMissingError, errors.RecordTooLargeError)
_ALIASES = (errors.AliasTakenError,)
_PUBLISHING_FILES = (
    errors.SourceForeignError,
    errors.SourceFixedError,
    errors.UploadIncompleteError,
    errors.FilesTooManyError,
)
_WRITING = (errors.UploadMissingError, errors.VersionPublishedError)
_FORMS = ("artifact", "model", "prompt", "agent_skill")

FACE = Face(
    name="truefoundry",
    title="the TrueFoundry face",
    about=(
        "ML repos, versions of artifacts, models, prompts and agent skills, runs, data directories and tokens, as "
        "TrueFoundry's clients ask for them. "
        "What is about versions under `/api/svc/v1` is there under `/api/ml/v1` too, for older clients. "
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
        **_OF_REPOS,
        "create_or_update_artifact_version": (*_PUBLISHING, *_ALIASES, *_PUBLISHING_FILES),
        "create_or_update_model_version": (*_PUBLISHING, *_ALIASES, *_PUBLISHING_FILES),
        "create_or_update_prompt_version": (*_PUBLISHING, *_ALIASES),
        "create_or_update_agent_skill_version": (*_PUBLISHING, *_PUBLISHING_FILES),
        "stage_artifact_version": _BEGINNING,
        "mark_stage_failure": _WRITING,
        "get_signed_urls": (*_WRITING, errors.ArtifactMissingError, errors.FilePathInvalidError, errors.FileMissingError),
        "create_multi_part_upload": (*_WRITING, errors.FilePathInvalidError),
        "list_files": (errors.ArtifactMissingError, errors.FilePathInvalidError, errors.CursorInvalidError),
        "delete_artifact_version_by_manifest": (*_DELETING, errors.ProjectMissingError, errors.NumberMissingError),
        **{f"apply_tags_to_{form}_version": _TAGGING for form in _FORMS if form != "agent_skill"},
        **{f"get_{form}_version": _READING for form in _FORMS},
        **{f"get_{form}": _READING for form in _FORMS},
        **{f"delete_{form}_version": _DELETING for form in _FORMS},
        **{f"delete_{form}": _DELETING_ALL for form in _FORMS},
    },
)
