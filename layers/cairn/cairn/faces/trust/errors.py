"""Which status each error becomes on the trust face. A test proves that none is missing."""

from cairn import errors

STATUSES: dict[type[errors.CairnError], int] = {
    errors.RequestInvalidError: 400,
    errors.NameInvalidError: 400,
    errors.SourceInvalidError: 400,
    errors.PatternInvalidError: 400,
    errors.CursorInvalidError: 400,
    errors.IdentityMismatchError: 400,
    errors.PermissionMissingError: 401,
    errors.FamilyClosedError: 401,
    errors.CredentialsInvalidError: 403,
    errors.ArtifactMissingError: 404,
    errors.NameMissingError: 404,
    errors.PatternUnmatchedError: 404,
    errors.RatingMissingError: 404,
    errors.SizeUnknownError: 404,
    errors.HubModelMissingError: 404,
    errors.RepositoryMissingError: 404,
    errors.SourceTakenError: 409,
    errors.RevisionConflictError: 409,
    errors.SourceTooLongError: 413,
    errors.RecordTooLargeError: 413,
    errors.QueriesTooManyError: 413,
    errors.ReviewednessTooLowError: 424,
    errors.UpstreamFailedError: 502,
    errors.UpstreamBusyError: 503,
    errors.StoreBusyError: 503,
}

UNFORESEEN = "The registry failed to answer; the operators can find out why by the request id {request_id}."
