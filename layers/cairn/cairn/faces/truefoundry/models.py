"""The TrueFoundry face's words for sessions and personal access tokens."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Self

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from cairn.accounts import PersonalToken
from cairn.errors import RequestInvalidError
from cairn.faces.http import Answer, Request
from cairn.permissions import Caller

PAGE_LIMIT = 1_000


class CamelAnswer(Answer):
    """What goes out, with members in the API's camel case."""

    model_config = ConfigDict(frozen=True, defer_build=True, alias_generator=to_camel, populate_by_name=True)


class CamelRequest(Request):
    """What comes in, with members in the API's camel case."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True, alias_generator=to_camel, populate_by_name=True)


class Subject(CamelAnswer):
    """Who."""

    subject_id: str
    subject_type: str
    subject_slug: str
    subject_display_name: str
    subject_pat_name: str | None = None

    @classmethod
    def user(cls, name: str) -> Self:
        """Return a user, whose name is the id as well: of who made a version no other is kept."""
        return cls(subject_id=name, subject_type="user", subject_slug=name, subject_display_name=name)


class SessionUser(CamelAnswer):
    """Who is signed in."""

    id: str
    email: str
    username: str
    tenant_name: str
    is_admin: bool
    subject: Subject


class Session(CamelAnswer):
    """A session."""

    user: SessionUser

    @classmethod
    def of(cls, caller: Caller, tenant: str) -> Self:
        """Translate from the registry; a user without an address is known by the name."""
        subject = Subject.user(caller.name)
        user = SessionUser(
            id=caller.id,
            email=caller.email or caller.name,
            username=caller.name,
            tenant_name=tenant,
            is_admin=caller.is_admin,
            subject=subject,
        )
        return cls(user=user)


def _end_of_day(text: object) -> int | None:
    """Read a date as the end of that day, as a token that "becomes invalid after this date" does."""
    if text is None:
        return None
    moment = _moment(text) if isinstance(text, str) else None
    if moment is None:
        raise RequestInvalidError(reason="expirationDate: send an ISO 8601 date, 2026-01-31, or a date and time")
    return int(moment.timestamp())


def _moment(text: str) -> datetime | None:
    """Return a moment in UTC, where the years end with 9999 as well; of a fraction nothing, or it is rounded beyond them."""
    try:
        if len(text) == len("2026-01-31"):
            return datetime.combine(date.fromisoformat(text), time(23, 59, 59), UTC)
        moment = datetime.fromisoformat(text)
        return (moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None


class NewPersonalAccessToken(CamelRequest):
    """The body of making a token."""

    name: str
    expiration_date: Annotated[int | None, BeforeValidator(_end_of_day, json_schema_input_type=str | None)] = None
    """Unix time in seconds."""
    token_type: str | None = None

    @property
    def is_opaque(self) -> bool:
        """Whether the client takes the only form that there is."""
        return self.token_type in {None, "", "opaque"}


class CreatePersonalAccessTokenRequest(Request):
    """Making a token."""

    body: NewPersonalAccessToken


class MadePersonalAccessToken(CamelAnswer):
    """A new token, shown this once."""

    token: str


class ListPersonalAccessTokensRequest(CamelRequest):
    """A page of one's tokens."""

    limit: Annotated[int, Field(ge=1, le=PAGE_LIMIT)] = 100
    offset: Annotated[int, Field(ge=0)] = 0
    name_search_query: str = ""


class PersonalAccessTokenManifest(CamelAnswer):
    """What a token was made to be; TrueFoundry shows personal tokens as virtual accounts."""

    name: str
    type: str = "virtual-account"
    expiration_date: str | None = None


class PersonalAccessToken(CamelAnswer):
    """What is told of a token."""

    id: str
    type: str = "personal-access-token"
    tenant_name: str
    account_id: str
    manifest: PersonalAccessTokenManifest
    is_expired: bool
    created_by: str
    created_by_subject: Subject
    created_at: str
    updated_at: str

    @classmethod
    def of(cls, token: PersonalToken, tenant: str) -> Self:
        """Translate from the registry."""
        ends = None if token.expires_at is None else datetime.fromtimestamp(token.expires_at, UTC)
        return cls(
            id=token.id,
            tenant_name=tenant,
            account_id=tenant,
            manifest=PersonalAccessTokenManifest(name=token.name, expiration_date=ends.date().isoformat() if ends else None),
            is_expired=bool(ends and ends <= datetime.now(UTC)),
            created_by=token.user_name,
            created_by_subject=Subject.user(token.user_name),
            created_at=token.created_at,
            updated_at=token.created_at,
        )


class Pagination(CamelAnswer):
    """How much there is."""

    total: int
    offset: int
    limit: int


class PersonalAccessTokens(CamelAnswer):
    """A page of one's tokens, newest first."""

    data: list[PersonalAccessToken]
    pagination: Pagination

    @classmethod
    def of(cls, tokens: list[PersonalToken], asked: ListPersonalAccessTokensRequest, tenant: str) -> Self:
        """Translate from the registry."""
        named = [token for token in tokens if asked.name_search_query in token.name]
        page = named[asked.offset : asked.offset + asked.limit]
        data = [PersonalAccessToken.of(token, tenant) for token in page]
        return cls(data=data, pagination=Pagination(total=len(named), offset=asked.offset, limit=asked.limit))


class PersonalAccessTokenPath(Request):
    """A token, named by id."""

    id: str


class RevokedUser(Request):
    """Whose tokens to revoke; without a body, or without an address, the caller's."""

    email: str | None = None


class RevokeAllRequest(Request):
    """Revoking all tokens of a user."""

    body: RevokedUser | None = None


class Empty(CamelAnswer):
    """Nothing to say, in JSON."""
