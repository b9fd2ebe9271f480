"""Who calls: every route that reads or touches anything comes through a `Door`.

The few that do neither (`cairn.runtime.plain`) have no caller. What a caller may do to which resource is decided where
the resource is known, by `cairn.permissions.may`.
"""

import time
from collections.abc import Callable, Mapping
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cairn.access import builtin_groups, tokens
from cairn.access.keys import KeyRing
from cairn.access.principals import Principal, Principals
from cairn.accounts import Membership, Role, User
from cairn.errors import CredentialsInvalidError, PermissionMissingError, UserInactiveError
from cairn.permissions import Caller
from cairn.runtime.settings import Settings

if TYPE_CHECKING:
    from cairn.access.oidc import OutsideIdentity, OutsideIssuer

PERSONAL = "tfy_"
"""What every personal access token begins with."""

AUDIENCE = "cairn"
"""Whom our own tokens are meant for; which deployment, their issuer says."""

ANONYMOUS = "anonymous"

_ALWAYS = "9999"
"""Later than any moment: what an outside issuer says of a caller's groups, it says now."""


class Permission(StrEnum):
    """What a route needs; the value finishes the sentence "You do not have permission to ..."."""

    NOTHING = "call this route"
    IDENTITY = "call this route without signing in"
    READ = "read artifacts"
    CREATE = "register artifacts"
    UPDATE = "change artifacts"
    DELETE = "delete artifacts"
    ADMINISTER = "administer the registry"
    GRANT = "change who may do what"
    """Of whatever changes the directory: nobody may by what was taken from them a moment ago, and so keep it for good."""


_LASTING = {Permission.GRANT, Permission.ADMINISTER}
"""What is decided on a fresh look alone: a reset deletes repos, and with them who may use them."""


class OpenDoor:
    """The door of a deployment with `AUTH_MODE=open`: everybody is the administrator "anonymous"."""

    def admit(self, face: str, needs: Permission, token: str | None, request_id: str) -> Caller:
        """Return the anonymous administrator, whatever token is shown."""
        del needs, token
        return Caller(ANONYMOUS, is_admin=True, face=face, request_id=request_id, id=ANONYMOUS)


class Door:
    """Tells who calls, from the token that they show."""

    def __init__(
        self,
        settings: Settings,
        principals: Principals,
        keys: KeyRing,
        outside: "OutsideIssuer | None" = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Check tokens with these keys, and ask these principals about their owners."""
        self._settings = settings
        self._principals = principals
        self._keys = keys
        self._outside = outside
        self._now = now

    def admit(self, face: str, needs: Permission, token: str | None, request_id: str) -> Caller:
        """Return who calls, if they may do what the route needs; `token` is what the face found in its headers.

        Raises:
            CredentialsInvalidError: the route needs a caller, and there is no valid token.
            UserInactiveError: it is the token of a user who is disabled.
            PermissionMissingError: there is one, and it does not suffice.
        """
        if needs is Permission.NOTHING:
            return Caller(ANONYMOUS, is_admin=False, face=face, request_id=request_id)
        if not token:
            raise CredentialsInvalidError
        if needs in _LASTING:
            self._principals.doubt()
        caller = self._identified(face, token, request_id)
        if needs is Permission.ADMINISTER and not caller.is_admin:
            raise PermissionMissingError(action=needs)
        return caller

    def _identified(self, face: str, token: str, request_id: str) -> Caller:
        if token.startswith(PERSONAL):
            return self._by_personal_token(face, token, request_id)
        if self._outside is not None and self._outside.is_from(token):
            return self._from_outside(face, self._outside.identify(token), request_id)
        issuer, now = self._settings.token_issuer, int(self._now())
        claims = tokens.verify(token, self._keys.find, issuer=issuer, audience=AUDIENCE, now=now)
        principal = self._principal(claims["sub"], lambda user: _is_older(user, claims))
        user, token_id = principal.user, claims["jti"]
        is_void = claims["ver"] != user.token_version or any(token_id == revoked for revoked, _ in user.revoked)
        _demand_owner(user, claims["uid"])
        if is_void:
            raise CredentialsInvalidError
        return _caller(face, principal, request_id, token_id)

    def _by_personal_token(self, face: str, token: str, request_id: str) -> Caller:
        known = self._principals.token(sha256(token.encode("utf-8", "replace")).hexdigest())
        if known is None or (known.expires_at is not None and self._now() >= known.expires_at):
            raise CredentialsInvalidError
        principal = self._principal(known.user_name)
        _demand_owner(principal.user, known.user_id)
        return _caller(face, principal, request_id, PERSONAL + known.id)

    def _from_outside(self, face: str, identity: "OutsideIdentity", request_id: str) -> Caller:
        """Take an outside caller in as a new user; a user of that name here adds groups, or closes the door."""
        principal = self._principals.named(identity.name)
        if principal:
            _demand_active(principal.user)
            if any(identity.token_id == one for one, _ in principal.user.revoked):
                raise CredentialsInvalidError
        # Of groups the issuer may say those that an administrator made: what is built in would be there for the asking.
        made = self._principals.groups(identity.groups)
        names = (*builtin_groups.NEW_USER, *(group.name for group in made))
        granted = builtin_groups.granted([Membership(name, _ALWAYS) for name in names], made)
        return Caller(
            identity.name,
            is_admin=identity.is_admin or bool(principal and principal.user.role is Role.ADMIN),
            face=face,
            request_id=request_id,
            id=f"oidc:{identity.subject}",
            grants=granted + (principal.grants if principal else ()),
            email=identity.email,
            credential=identity.token_id,
        )

    def _principal(self, name: str, is_older: Callable[[User | None], bool] = lambda _: False) -> Principal:
        """Return the user of a name; what is known of one before the token that they show is asked for again."""
        principal = self._principals.named(name)
        if is_older(principal.user if principal else None):
            principal = self._principals.renewed(name)
        if principal is None:
            raise CredentialsInvalidError
        return principal


def _demand_owner(user: User, user_id: str) -> None:
    """Refuse another user of the name, and one who is disabled; being disabled voids a token, and is what its owner is told."""
    if user.id != user_id:
        raise CredentialsInvalidError
    _demand_active(user)


def _demand_active(user: User) -> None:
    if user.is_disabled:
        raise UserInactiveError(name=user.name)


def _is_older(user: User | None, claims: Mapping[str, Any]) -> bool:
    """Tell whether what is known may be from before a genuine token: of another user of the name, or of an earlier state."""
    return user is None or bool(claims["uid"] != user.id or claims["ver"] > user.token_version)


def _caller(face: str, principal: Principal, request_id: str, credential: str) -> Caller:
    user = principal.user
    return Caller(
        user.name,
        is_admin=user.role is Role.ADMIN,
        face=face,
        request_id=request_id,
        id=user.id,
        grants=principal.grants,
        email=user.email or "",
        credential=credential,
    )


def shown(authorization: str | None) -> str | None:
    """Return the token of an `Authorization: Bearer` header, or of one of the same form; None if there is none."""
    scheme, _, token = (authorization or "").strip().partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None
