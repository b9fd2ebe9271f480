"""What can go wrong, in the registry's own words.

The docstring of an error is the sentence that a client may see; `{...}` is filled from the facts it is raised with.
Which status an error becomes is the business of a face: see `cairn.faces.trust.errors`.
"""


class CairnError(Exception):
    """Something went wrong in the registry."""

    def __init__(self, **facts: object) -> None:
        """Word the error: `facts` fill the docstring's placeholders."""
        super().__init__((type(self).__doc__ or "").format(**facts))
        self.facts = facts


class RequestInvalidError(CairnError):
    """The request is malformed: {reason}."""


class BodyTooLargeError(CairnError):
    """The body has more than {limit} bytes, the most that this route takes."""


class NameInvalidError(CairnError):
    """The name is not usable: {reason}."""


class FilePathInvalidError(CairnError):
    """The path {path} is not usable: {reason}."""


class SourceInvalidError(CairnError):
    """The url is not usable: {reason}."""


class SourceTooLongError(CairnError):
    """The url has {length} characters, {limit} is the most that is taken."""


class RecordTooLargeError(CairnError):
    """This does not fit one record of {limit} bytes: send shorter texts, or fewer."""


class PatternInvalidError(CairnError):
    """The regex is refused: {reason}. It is read by RE2, in linear time: no backreferences, no look-around."""


class FilterInvalidError(CairnError):
    """The filter is refused: {reason}."""


class CursorInvalidError(CairnError):
    """The offset is not one that this list gave out: leave it away to start from the first page."""


class QueriesTooManyError(CairnError):
    """The list holds {count} queries, {limit} is the most that is taken: send them in several requests."""


class IdentityMismatchError(CairnError):
    """Name/id mismatch in artifact update."""


class CredentialsInvalidError(CairnError):
    """Authentication failed due to invalid or missing AuthenticationToken."""


class SignInFailedError(CairnError):
    """The user or password is invalid."""


class TokensUnusedError(CairnError):
    """This deployment has AUTH_MODE=open: it issues no tokens, for none is needed."""


class GrantTypeMissingError(CairnError):
    """The grant_type is missing: it must be password."""


class SignInsTooManyError(CairnError):
    """Too many sign-ins failed: wait {seconds} s, then try again."""


class UserDisabledError(CairnError):
    """The user {name} is disabled."""


class UserNameInvalidError(CairnError):
    """The user name is not usable: {reason}."""


class PasswordInvalidError(CairnError):
    """The password is not usable: {reason}."""


class UserMissingError(CairnError):
    """There is no user {name}."""


class UserTakenError(CairnError):
    """There is a user {name} already."""


class GroupMissingError(CairnError):
    """There is no group {name}."""


class GroupTakenError(CairnError):
    """There is a group {name} already."""


class GroupInvalidError(CairnError):
    """The group is not usable: {reason}."""


class GrantUnknownError(CairnError):
    """There is no permission {text}: it is <resource type>-<method>, or <resource type>-<method>-<resource id>."""


class PersonalTokenMissingError(CairnError):
    """There is no personal access token {id} of yours."""


class DirectoryConflictError(CairnError):
    """Others changed the user or group at the same time: read it and send the change once more."""


class PermissionMissingError(CairnError):
    """You do not have permission to {action}."""


class ArtifactMissingError(CairnError):
    """No {type} is registered under the id {id}."""


class NameMissingError(CairnError):
    """No such artifact."""


class PatternUnmatchedError(CairnError):
    """No artifact found under this regex."""


class RatingMissingError(CairnError):
    """The model {id} has no rating yet."""


class SizeUnknownError(CairnError):
    """The size of {id} is not known, so its cost is not known either."""


class SourceTakenError(CairnError):
    """This source is registered already, as {holder}."""


class FamilyClosedError(CairnError):
    """The name {name} belongs to another user's {kind}: choose another name, or ask for permission to add versions to it."""


class NameHeldError(CairnError):
    """The name {name} is that of a {kind} in this ML repo: choose another name."""


class AliasTakenError(CairnError):
    """The version_alias {alias} is that of version {number} already: take it away there first, or choose another one."""


class LabelTakenError(CairnError):
    """The tag {label} is that of version {number} already: send force=true to move it."""


class UploadMissingError(CairnError):
    """There is no version {id} that is being uploaded: it was given up, it expired, or it never began."""


class UploadIncompleteError(CairnError):
    """The upload is not complete: {present} of {declared} bytes are there. Put what is missing, then send this again."""


class VersionPublishedError(CairnError):
    """The version {id} is published, its files do not change any more: log a new version."""


class SourceForeignError(CairnError):
    """The source.uri {uri} is not where a version of this name was staged: send the storage_root that staging told."""


class SourceFixedError(CairnError):
    """The source of a published version does not change: it is {uri}. Log a new version."""


class NumberMissingError(CairnError):
    """There is no version {number} of {name}."""


class FilesTooManyError(CairnError):
    """The version has more than {limit} files, the most that is taken: pack some of them together."""


class FileMissingError(CairnError):
    """The version has no file {path}."""


class RevisionConflictError(CairnError):
    """Others changed {id} at the same time, again and again: read it and send the change once more."""


class CustomListMissingError(CairnError):
    """There is no custom list {name}."""


class ListEntryMissingError(CairnError):
    """There is no {name} in the custom list {custom_list}."""


class ListEntryTakenError(CairnError):
    """There is a {name} in the custom list {custom_list} already."""


class ListEntryInvalidError(CairnError):
    """The entry is not usable: {reason}."""


class CatalogMissingError(CairnError):
    """There is no catalog {name}."""


class CatalogReadOnlyError(CairnError):
    """The catalog {name} can only be read."""


class CatalogEntryMissingError(CairnError):
    """There is no entry {identifier} in the catalog {catalog}."""


class CatalogEntryTakenError(CairnError):
    """There is an entry {identifier} in the catalog {catalog} already."""


class CatalogEntryInvalidError(CairnError):
    """The catalog entry is not usable: {reason}."""


class ProjectMissingError(CairnError):
    """There is no ML repo {name}."""


class ProjectInUseError(CairnError):
    """The ML repo {name} is not empty: delete its {holds} first."""


class ProjectFixedError(CairnError):
    """This cannot be done to the ML repo {name}: {reason}."""


class ProjectConflictError(CairnError):
    """Others changed the ML repo {name} at the same time: read it and send the change once more."""


class CollaboratorInvalidError(CairnError):
    """The collaborator {subject} is not usable: {reason}."""


class DirectoryMissingError(CairnError):
    """There is no data directory {id}."""


class DirectoryChangedError(CairnError):
    """Others changed the data directory {name} at the same time, again and again: send the change once more."""


class DirectoryForeignError(CairnError):
    """The files of the data directory {name} are at {uri}: they are not read or written from here."""


class DirectorySourceFixedError(CairnError):
    """The source of the data directory {name} does not change: it is {source}."""


class RunMissingError(CairnError):
    """There is no run {id}."""


class RunConflictError(CairnError):
    """Others changed the run {id} at the same time, again and again: send the change once more."""


class ParameterFixedError(CairnError):
    """The parameter {key} of this run has another value already: what a run was given does not change."""


class RunSearchInvalidError(CairnError):
    """The runs cannot be searched like this: {reason}."""


class HubModelMissingError(CairnError):
    """The hub has no model {id}."""


class ReviewednessTooLowError(CairnError):
    """Ingest rejected: reviewedness={reviewedness} < {threshold}."""


class RepositoryMissingError(CairnError):
    """There is no public repository {repository}."""


class UpstreamFailedError(CairnError):
    """The {service} cannot be asked: {reason}."""


class UpstreamBusyError(CairnError):
    """The {service} cannot be asked just now: {reason}; send the request again in a moment."""


class RemovalUnfinishedError(CairnError):
    """Not all versions of {name} are deleted yet: send the request again, it goes on."""


class StoreBusyError(CairnError):
    """The store is busy: send the request again in a moment."""


class IssuerUnreachableError(CairnError):
    """The issuer of this token cannot be reached: send the request again in a moment."""


class ModelMissingError(CairnError):
    """There is no model {name}."""


class ModelTakenError(CairnError):
    """There is a model {name} already."""


class ModelVersionMissingError(CairnError):
    """The model {model} has no version {name}."""


class ModelVersionTakenError(CairnError):
    """The model {model} has a version {name} already."""


class DocumentMissingError(CairnError):
    """There is no artifact {identifier} of this model and version."""


class DocumentTakenError(CairnError):
    """There is an artifact {identifier} of this model and version already: send it with force to replace it."""


class DocumentUnfitError(CairnError):
    """The artifact {identifier} is no negotiation card, and test suites are begun from those."""


class DocumentInvalidError(CairnError):
    """The artifact is not valid: {reason}."""


class DocumentTooLargeError(CairnError):
    """The artifact takes {size} bytes in an answer, {limit} is the most that one can have."""


class ExportTooLargeError(CairnError):
    """This is more than one export holds: {reason}."""


class ImportInvalidError(CairnError):
    """This is no export of a model: {reason}."""
