"""Who somebody is, and what they may do."""

from cairn.errors.sentence import CairnError


class CredentialsInvalidError(CairnError):
    """Authentication failed due to invalid or missing AuthenticationToken."""


class UserInactiveError(CredentialsInvalidError):
    """The user {name} is inactive: an administrator can enable them."""


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


class CollaboratorInvalidError(CairnError):
    """The collaborator {subject} is not usable: {reason}."""


class IssuerUnreachableError(CairnError):
    """The issuer of this token cannot be reached: send the request again in a moment."""
