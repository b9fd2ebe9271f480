"""Which status each error becomes, as HTTP means them. A face that knows some of them otherwise says so beside it.

A test proves that none is missing.
"""

from cairn import errors

STATUSES: dict[type[errors.CairnError], int] = {
    errors.RequestInvalidError: 400,
    errors.NameInvalidError: 400,
    errors.SourceInvalidError: 400,
    errors.PatternInvalidError: 400,
    errors.CursorInvalidError: 400,
    errors.IdentityMismatchError: 400,
    errors.UserNameInvalidError: 400,
    errors.PasswordInvalidError: 400,
    errors.GroupInvalidError: 400,
    errors.GrantTypeMissingError: 400,
    errors.SignInFailedError: 401,
    errors.UserDisabledError: 403,
    errors.CredentialsInvalidError: 401,
    errors.PermissionMissingError: 403,
    errors.FamilyClosedError: 403,
    errors.ArtifactMissingError: 404,
    errors.NameMissingError: 404,
    errors.PatternUnmatchedError: 404,
    errors.RatingMissingError: 404,
    errors.SizeUnknownError: 404,
    errors.UserMissingError: 404,
    errors.GroupMissingError: 404,
    errors.GrantUnknownError: 404,
    errors.PersonalTokenMissingError: 404,
    errors.HubModelMissingError: 404,
    errors.RepositoryMissingError: 404,
    errors.SourceTakenError: 409,
    errors.RevisionConflictError: 409,
    errors.UserTakenError: 409,
    errors.GroupTakenError: 409,
    errors.DirectoryConflictError: 409,
    errors.SourceTooLongError: 413,
    errors.RecordTooLargeError: 413,
    errors.QueriesTooManyError: 413,
    errors.ReviewednessTooLowError: 424,
    errors.SignInsTooManyError: 429,
    errors.TokensUnusedError: 501,
    errors.UpstreamFailedError: 502,
    errors.UpstreamBusyError: 503,
    errors.StoreBusyError: 503,
}
