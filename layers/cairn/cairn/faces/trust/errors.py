"""What the trust API means by statuses, where that is not what HTTP means."""

from cairn import errors
from cairn.faces import statuses

STATUSES = statuses.STATUSES | {
    errors.CredentialsInvalidError: 403,
    errors.UserInactiveError: 403,
    errors.PermissionMissingError: 401,
    errors.FamilyClosedError: 401,
    errors.UserDisabledError: 401,
}
