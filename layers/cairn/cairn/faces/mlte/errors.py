"""What MLTE means by statuses, where that is not what HTTP means: it answers 422 to whatever is not valid."""

from cairn import errors
from cairn.faces import statuses

STATUSES = statuses.STATUSES | {
    errors.UserInactiveError: 403,
    errors.RequestInvalidError: 422,
    errors.FilterInvalidError: 422,
    errors.CursorInvalidError: 422,
    errors.DocumentInvalidError: 422,
    errors.ImportInvalidError: 422,
    errors.PasswordInvalidError: 422,
    errors.GroupInvalidError: 422,
    errors.ListEntryInvalidError: 422,
    errors.CatalogEntryInvalidError: 422,
}
