"""The words of the user directory: users, groups, memberships, personal tokens. Plain values, like `cairn.records`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cairn.permissions import Grant
from cairn.records import Action, Json


class Role(StrEnum):
    """What a user is in general; what a regular user may do, groups say."""

    ADMIN = "admin"
    REGULAR = "regular"


@dataclass(frozen=True, slots=True)
class Membership:
    """A user is in a group; one that is older than the group was in another group of that name."""

    group: str
    since: str
    """RFC 3339, UTC, milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who can sign in. The password's hash is kept apart: most functions cannot read it."""

    id: str
    """Never given to another user, unlike the name."""
    name: str
    role: Role
    email: str | None = None
    full_name: str | None = None
    is_disabled: bool = False
    memberships: tuple[Membership, ...] = ()
    token_version: int = 1
    """Tokens carry it; when it grows, all that were issued before are void."""
    revoked: tuple[tuple[str, int], ...] = ()
    """Ids of single tokens that are void, each with the second that it would have ended at."""
    created_at: str = ""
    created_by: str = ""
    updated_at: str = ""
    updated_by: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Permissions under a name."""

    name: str
    grants: tuple[Grant, ...] = ()
    created_at: str = ""
    created_by: str = ""
    updated_at: str = ""
    updated_by: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalToken:
    """A token that a user made for a program; only its digest is kept."""

    id: str
    name: str
    user_id: str
    user_name: str
    digest: str
    """SHA-256 of the token, 64 hex digits: a random token of 256 bits needs no slow hash."""
    created_at: str
    expires_at: int | None = None
    """Unix time in seconds, None: it does not end by itself."""


@dataclass(frozen=True, slots=True)
class Throttle:
    """What is remembered of failed sign-ins, of an account or from a source."""

    failures: int = 0
    blocked_until: int = 0
    """Unix time in seconds."""


class Subject(StrEnum):
    """What an entry of the audit trail is about that is not about a version."""

    USER = "user"
    GROUP = "group"
    PROJECT = "project"
    RUN = "run"
    DATA_DIRECTORY = "data_directory"
    CUSTOM_LIST = "custom_list"
    CATALOG_ENTRY = "catalog_entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEntry:
    """Who changed which of them, when, through which face."""

    id: str
    at: str
    action: Action
    subject: Subject
    name: str
    user: str
    user_is_admin: bool
    face: str
    request_id: str
    revision_before: int = 0
    revision_after: int = 0
    """Both 0 where the user stays as they are: a personal token of theirs was made or revoked."""
    changes: Mapping[str, Json] = field(default_factory=dict)
    """The fields that were set, with their new values; of a password only that it was."""
