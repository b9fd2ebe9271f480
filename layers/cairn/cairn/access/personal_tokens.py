"""Personal access tokens: what a user makes for a program, shown once, kept as a digest, revoked at any time."""

import re
import secrets
import time
from collections.abc import Callable, Sequence
from hashlib import sha256

from cairn.access import journal
from cairn.access.decision import PERSONAL
from cairn.access.naming import OUTSIDE
from cairn.accounts import AccessEntry, PersonalToken
from cairn.errors import PermissionMissingError, PersonalTokenMissingError, RequestInvalidError, UserMissingError
from cairn.permissions import Caller
from cairn.records import Json
from cairn.runtime.clock import new_id, now
from cairn.store.directory import DirectoryStore

TOKENS_LIMIT = 200
"""The most personal tokens of a user."""
_NAME = re.compile(r"[a-z][a-z0-9-]{1,34}[a-z0-9]", re.ASCII)


class PersonalTokens:
    """The personal tokens of callers: each sees and touches their own."""

    def __init__(self, directory: DirectoryStore, clock: Callable[[], float] = time.time) -> None:
        """Keep them in `directory`."""
        self._directory = directory
        self._now = clock

    def create(self, caller: Caller, name: str, expires_at: int | None) -> tuple[str, PersonalToken]:
        """Make a token that ends at a second of Unix time, or (None) when it is revoked; return it, and what is kept of it.

        Raises:
            PermissionMissingError: the caller showed a personal token, or is no user of this directory.
            RequestInvalidError: the name or the end is not usable, or there are too many.
        """
        if caller.credential.startswith(PERSONAL):
            raise PermissionMissingError(action="make a personal access token by another one: sign in")
        if caller.credential.startswith(OUTSIDE):
            raise PermissionMissingError(action="make a personal access token: ask an administrator for a user of your own")
        if not _NAME.fullmatch(name):
            reason = "name: 3 to 36 lowercase letters, digits and hyphens, a letter first, no hyphen last"
            raise RequestInvalidError(reason=reason)
        if expires_at is not None and expires_at <= self._now():
            raise RequestInvalidError(reason="expirationDate: it has passed")
        known = self._directory.tokens(caller.id)
        if any(token.name == name for token in known) or len(known) >= TOKENS_LIMIT:
            raise RequestInvalidError(reason=f"name: you have a token of that name, or {TOKENS_LIMIT} tokens: revoke one")
        text = PERSONAL + secrets.token_urlsafe(32)
        token = PersonalToken(
            id=new_id(),
            name=name,
            user_id=caller.id,
            user_name=caller.name,
            digest=sha256(text.encode()).hexdigest(),
            created_at=now(),
            expires_at=expires_at,
        )
        entry = journal.tokens(caller, caller.name, {"personal_token_made": [token.id, name]})
        self._directory.add_token(token, entry)
        return text, token

    def all(self, caller: Caller) -> list[PersonalToken]:
        """Return the caller's tokens, newest first."""
        return self._directory.tokens(caller.id)

    def revoke(self, caller: Caller, token_id: str) -> None:
        """Revoke one of the caller's tokens.

        Raises:
            PersonalTokenMissingError: they have none of this id.
        """
        doomed = [token for token in self._directory.tokens(caller.id) if token.id == token_id]
        if not doomed:
            raise PersonalTokenMissingError(id=token_id)
        self._revoke(caller, doomed, caller.name)

    def revoke_all(self, caller: Caller, name: str | None = None) -> None:
        """Revoke all tokens of the caller, or (an administrator) of a user.

        Raises:
            PermissionMissingError: the user is somebody else, and the caller no administrator.
            UserMissingError: there is none of this name.
        """
        user_id, user_name = caller.id, caller.name
        if name is not None and name != caller.name:
            if not caller.is_admin:
                raise PermissionMissingError(action="revoke another user's tokens")
            user = self._directory.user(name)
            if user is None:
                raise UserMissingError(name=name)
            user_id, user_name = user.id, user.name
        self._revoke(caller, self._directory.tokens(user_id), user_name)

    def _revoke(self, caller: Caller, doomed: list[PersonalToken], user_name: str) -> None:
        self._directory.remove_tokens(doomed, lambda some: revocation(caller, user_name, some))


def revocation(caller: Caller, user_name: str, tokens: Sequence[PersonalToken]) -> AccessEntry:
    """Return the entry of `caller` revoking personal tokens of a user."""
    revoked: list[Json] = [token.id for token in tokens]
    return journal.tokens(caller, user_name, {"personal_tokens_revoked": revoked})
