"""Personal access tokens: what a user makes for a program, shown once, kept as a digest, revoked at any time."""

import re
import secrets
import time
from collections.abc import Callable, Sequence
from hashlib import sha256

from cairn.access import journal
from cairn.access.decision import PERSONAL
from cairn.access.naming import OUTSIDE, spelled
from cairn.accounts import AccessEntry, PersonalToken, User
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

    def revoke_all(self, caller: Caller, whose: str | None = None) -> None:
        """Revoke all tokens of the caller, or (an administrator) of a user, by name or address.

        Raises:
            PermissionMissingError: the user is somebody else, and the caller no administrator.
            UserMissingError: there is none of this name, and not one with this address.
        """
        user = self._meant(caller, whose)
        user_id, user_name = (user.id, user.name) if user else (caller.id, caller.name)
        self._revoke(caller, self._directory.tokens(user_id), user_name)

    def _meant(self, caller: Caller, whose: str | None) -> User | None:
        """Return the user of a name, or of an address, for which an administrator has every user read; None for the caller.

        To an administrator, who may be after somebody's tokens, the user of a name comes before their own address.
        """
        is_own_address = bool(caller.email) and whose == caller.email
        if whose is None or whose == caller.name or (is_own_address and not caller.is_admin):
            return None
        if not caller.is_admin:
            raise PermissionMissingError(action="revoke another user's tokens")
        found = self._directory.user(spelled(whose))
        if found or is_own_address:
            return found
        users = self._directory.users(self._directory.user_names()) if "@" in whose else []
        named = [user for user in users if user.email == whose]
        if len(named) != 1:
            raise UserMissingError(name=f"{whose}, but {len(named)} with this address" if named else whose)
        return named[0]

    def _revoke(self, caller: Caller, doomed: list[PersonalToken], user_name: str) -> None:
        self._directory.remove_tokens(doomed, lambda some: revocation(caller, user_name, some))


def revocation(caller: Caller, user_name: str, tokens: Sequence[PersonalToken]) -> AccessEntry:
    """Return the entry of `caller` revoking personal tokens of a user."""
    revoked: list[Json] = [token.id for token in tokens]
    return journal.tokens(caller, user_name, {"personal_tokens_revoked": revoked})
