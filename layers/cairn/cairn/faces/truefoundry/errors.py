"""What TrueFoundry's clients expect by statuses, where that is not what HTTP means."""

from cairn import errors
from cairn.faces import statuses

STATUSES = statuses.STATUSES | {
    errors.RequestInvalidError: 422,
    errors.FilePathInvalidError: 422,
}
