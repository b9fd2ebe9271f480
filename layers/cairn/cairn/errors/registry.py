"""Requests, and the artifacts that they are about."""

from cairn.errors.sentence import CairnError


class RequestInvalidError(CairnError):
    """The request is malformed: {reason}."""


class BodyTooLargeError(CairnError):
    """The body has more than {limit} bytes, the most that this route takes."""


class NameInvalidError(CairnError):
    """The name is not usable: {reason}."""


class SourceInvalidError(CairnError):
    """The url is not usable: {reason}."""


class SourceTooLongError(CairnError):
    """The url has {length} characters, {limit} is the most that is taken."""


class RecordTooLargeError(CairnError):
    """This does not fit one record of {limit} bytes: send shorter texts, or fewer."""


class PatternInvalidError(CairnError):
    """The regex is refused: {reason}. It is read by RE2, in linear time: no backreferences, no look-around."""


class CursorInvalidError(CairnError):
    """The offset is not one that this list gave out: leave it away to start from the first page."""


class QueriesTooManyError(CairnError):
    """The list holds {count} queries, {limit} is the most that is taken: send them in several requests."""


class IdentityMismatchError(CairnError):
    """Name/id mismatch in artifact update."""


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


class RevisionConflictError(CairnError):
    """Others changed {id} at the same time, again and again: read it and send the change once more."""


class HubModelMissingError(CairnError):
    """The hub has no model {id}."""


class ReviewednessTooLowError(CairnError):
    """Ingest rejected: reviewedness={reviewedness} < {threshold}."""

    def __str__(self) -> str:
        """Return it in the API's own words, which have no full stop."""
        return super().__str__().removesuffix(".")


class RepositoryMissingError(CairnError):
    """There is no public repository {repository}."""


class UpstreamFailedError(CairnError):
    """The {service} cannot be asked: {reason}."""


class UpstreamBusyError(CairnError):
    """The {service} cannot be asked just now: {reason}; send the request again in a moment."""


class StoreBusyError(CairnError):
    """The store is busy: send the request again in a moment."""
