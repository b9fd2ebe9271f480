"""What TrueFoundry's clients expect by statuses, where that is not what HTTP means."""

from cairn import errors
from cairn.faces import statuses

STATUSES = statuses.STATUSES | {
    errors.RequestInvalidError: 422,
    errors.FilePathInvalidError: 422,
    errors.CursorInvalidError: 422,
    # Its clients take a 409 for something that passes, and try again.
    errors.NameHeldError: 422,
    errors.AliasTakenError: 422,
    errors.LabelTakenError: 422,
    errors.UploadIncompleteError: 422,
    errors.VersionPublishedError: 422,
    errors.SourceForeignError: 422,
    errors.SourceFixedError: 422,
    errors.ProjectInUseError: 422,
    errors.ProjectFixedError: 422,
    errors.ParameterFixedError: 422,
    errors.DirectoryForeignError: 422,
    errors.DirectorySourceFixedError: 422,
}
