"""Signing in: a name and a password for a token of ours."""

import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from ipaddress import IPv6Address, ip_address
from unicodedata import normalize

from cairn.access import passwords, tokens
from cairn.access.decision import AUDIENCE
from cairn.access.keys import KeyRing
from cairn.access.users import Users
from cairn.accounts import Throttle, User
from cairn.errors import DirectoryConflictError, SignInFailedError, SignInsTooManyError, UserDisabledError, UserTakenError
from cairn.permissions import Caller
from cairn.runtime.clock import new_id
from cairn.runtime.settings import Settings
from cairn.store.directory import DirectoryStore, throttle_keys
from cairn.store.secrets import Secret

ACCOUNT_FREE, SOURCE_FREE = 5, 50
"""How many sign-ins may fail, of an account and from a source, before the next ones have to wait."""
LONGEST_WAIT_SECONDS = 300
FORGOTTEN_SECONDS = 3_600
"""How long failures are remembered after the last of them."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token of ours."""

    text: str
    seconds: int
    """How long it is valid."""


class OpenSigningIn:
    """Signing in to a deployment with `AUTH_MODE=open`: everybody can, with anything, and the token is not looked at."""

    def __init__(self, seconds: int) -> None:
        """Say of each token that it is valid for so long."""
        self._seconds = seconds

    def sign_in(self, caller: Caller, name: str, password: str, source: str) -> Token:
        """Return a text for clients that must have one."""
        del caller, name, password, source
        return Token("open", self._seconds)


class SigningIn:
    """Turns names and passwords into tokens."""

    def __init__(
        self,
        settings: Settings,
        directory: DirectoryStore,
        users: Users,
        keys: KeyRing,
        seed: Secret,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Check passwords against a directory, whose first administrator has the password that is in `seed`."""
        self._settings = settings
        self._directory = directory
        self._users = users
        self._keys = keys
        self._seed = seed
        self._now = now

    def sign_in(self, caller: Caller, name: str, password: str, source: str) -> Token:
        """Return a token for the user: one batch read; a failure costs a transaction more.

        Args:
            caller: The request, as it came in.
            name: The user's name.
            password: Theirs.
            source: The address that the request came from.

        Raises:
            SignInFailedError: there is no such user, or this is not their password: which of the two, nobody is told.
            SignInsTooManyError: too many failed, of this account or from this source; the password was not looked at.
            UserDisabledError: the password is right, and the user is disabled.
        """
        name, origin = normalize("NFC", name), _origin(source)
        user, encoded, account, source_throttle = self._directory.sign_in(name, origin)
        self._wait(account, source_throttle)
        if not passwords.matches(password, encoded):
            user = self._seeded(caller, name, password, user)
            if user is None:
                self._remember(name, origin, account, source_throttle)
                raise SignInFailedError
        elif encoded is not None and passwords.is_outdated(encoded):
            self._directory.rehash(name, encoded, passwords.hashed(password))
        if user is None:
            raise SignInFailedError
        if user.is_disabled:
            raise UserDisabledError(name=user.name)
        if account.failures:
            self._directory.forget(throttle_keys(name, origin)[0])
        return self.token(user)

    def token(self, user: User) -> Token:
        """Return a new token of a user."""
        seconds, now = self._settings.token_seconds, int(self._now())
        claims = {
            "iss": self._settings.token_issuer,
            "aud": AUDIENCE,
            "sub": user.name,
            "uid": user.id,
            "ver": user.token_version,
            "jti": new_id(),
            "iat": now,
            "exp": now + seconds,
            # What TrueFoundry's client reads of a token.
            "tenantName": self._settings.tenant,
            "username": user.name,
            "email": user.email or user.name,
            "subjectType": "user",
        }
        return Token(tokens.sign(claims, self._keys.current()), seconds)

    def _wait(self, account: Throttle, source: Throttle) -> None:
        left = max(account.blocked_until, source.blocked_until) - int(self._now())
        if left > 0:
            raise SignInsTooManyError(seconds=left)

    def _remember(self, name: str, source: str, account: Throttle, origin: Throttle) -> None:
        now = int(self._now())
        of_account, of_source = throttle_keys(name, source)
        failures = {
            of_account: Throttle(blocked_until=now + _wait_seconds(account.failures + 1 - ACCOUNT_FREE)),
            of_source: Throttle(blocked_until=now + _wait_seconds(origin.failures + 1 - SOURCE_FREE)),
        }
        self._directory.remember(failures, now + FORGOTTEN_SECONDS)

    def _seeded(self, caller: Caller, name: str, password: str, user: User | None) -> User | None:
        """Return the first administrator, if the password is the secret's and that version of it was never made use of.

        So a deployment needs no step that creates the administrator; whoever may write the secret can always get in
        again by a new one; and a password that was changed since is not undone by the old secret.
        """
        if name != self._settings.admin_user:
            return None
        secret, version = self._seed.read()
        is_right = hmac.compare_digest(*(normalize("NFC", text).encode("utf-8", "replace") for text in (secret, password)))
        if not is_right or self._directory.seeded() == version:
            return None
        marker = self._directory.seed(version)
        try:
            return self._users.seed(replace(caller, name=name, is_admin=True), name, password, user, marker)
        except (DirectoryConflictError, UserTakenError):
            # Somebody else signs in with it just now, and was first.
            return self._directory.user(name)


def _wait_seconds(failures_beyond: int) -> int:
    """Return how long the next attempt has to wait: nothing at first, then 1, 2, 4 ... seconds."""
    if failures_beyond < 0:
        return 0
    return min(LONGEST_WAIT_SECONDS, 1 << min(failures_beyond, 16))


def _origin(source: str) -> str:
    """Return what counts as one source: an IPv4 address, or the /64 that a subscriber of IPv6 has."""
    try:
        address = ip_address(source)
    except ValueError:
        return source
    if isinstance(address, IPv6Address):
        return str(IPv6Address(int(address) >> 64 << 64))
    return str(address)
