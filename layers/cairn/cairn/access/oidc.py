"""Tokens of an outside OIDC issuer: a CI job's, a company login's. No password of ours is needed for them.

`cairn.access.oidc_token` says what is proven, `oidc_keys` whence the keys come, this module what the claims mean here.
docs/adr/0010-tokens-of-an-outside-issuer.md has the reasons.
"""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cairn.access.naming import OUTSIDE_NAME_LIMIT, spelled
from cairn.access.oidc_keys import IssuerKeys
from cairn.access.oidc_token import TokenRefusedError, check_claims, key_id, peek, refuse, verified
from cairn.errors import CredentialsInvalidError
from cairn.runtime.observability import logger
from cairn.runtime.settings import IssuerSettings

__all__ = ["NAMESPACE", "IssuerSettings", "OutsideIdentity", "OutsideIssuer"]

NAMESPACE = "oidc:"
"""What every name and token id from outside begins with, and no name of ours may."""
_LENGTH = 512
# No colon: an address must not look like the name that another claim gives.
_EMAIL = re.compile(r"[^\s:@]+@[^\s:@]+")


@dataclass(frozen=True, slots=True)
class OutsideIdentity:
    """Who an outside token speaks for."""

    subject: str
    """The issuer's own `sub`."""
    name: str
    """`oidc:<email>`, or `oidc:<claim>:<value>`, composed (NFC): never the name of a user of ours."""
    email: str
    """Empty unless the issuer says that it is verified."""
    is_admin: bool
    groups: tuple[str, ...]
    """In order, each once."""
    expires_at: int
    """Seconds since 1970."""
    token_id: str
    """`oidc:<jti>`; of a token without one `oidc:sha256:<of what is signed>`."""


class OutsideIssuer:
    """The verifier of one issuer's tokens. One for a process, since it keeps the keys."""

    def __init__(self, settings: IssuerSettings, now: Callable[[], float] = time.time) -> None:
        """Fetch nothing and import nothing yet; `now` gives seconds since 1970."""
        self._settings = settings
        self._now = now
        self._keys = IssuerKeys(settings, now)

    def is_from(self, token: str) -> bool:
        """Whether a token says that it is this issuer's. It proves nothing, only which verifier to ask; it never raises."""
        try:
            return bool(peek(token, 1).get("iss") == self._settings.issuer)
        except TokenRefusedError:
            return False

    def identify(self, token: str) -> OutsideIdentity:
        """Return whom the token speaks for.

        Raises:
            CredentialsInvalidError: the token is wrong in any way; the log says in which.
            IssuerUnreachableError: the issuer's keys cannot be fetched, and none are known.
        """
        try:
            return self._identity(self._proven(token), token)
        except TokenRefusedError as refused:
            logger.info("outside token refused", reason=str(refused))
            raise CredentialsInvalidError from None

    def _proven(self, token: str) -> dict[str, Any]:
        if peek(token, 1).get("iss") != self._settings.issuer:
            refuse("its issuer is another one")
        keys = self._keys.matching(key_id(token))
        if len(keys) != 1:
            refuse("its key id does not mean exactly one key")
        claims = verified(token, keys[0])
        check_claims(claims, self._settings.issuer, self._settings.audience, int(self._now()))
        return claims

    def _identity(self, claims: Mapping[str, Any], token: str) -> OutsideIdentity:
        settings = self._settings
        email = _email(claims)
        # Some issuers send the word. Where nothing is said, anybody may have typed the address in.
        is_verified = bool(email) and claims.get("email_verified") in (True, "true")
        token_id = claims.get("jti") or "sha256:" + sha256(token.rpartition(".")[0].encode()).hexdigest()
        # As names are kept here: under another spelling nobody could be disabled.
        name = spelled(NAMESPACE + _name(claims, settings.name_claim or ("email" if is_verified else "sub")))
        if len(name) > OUTSIDE_NAME_LIMIT:
            refuse("the name that it gives is too long")
        return OutsideIdentity(
            subject=_usable(claims["sub"]),
            name=name,
            email=email if is_verified else "",
            is_admin=not set(settings.admin_values).isdisjoint(_strings(claims, settings.role_claim)),
            groups=tuple(sorted({spelled(one) for one in _strings(claims, settings.groups_claim)})),
            expires_at=int(claims["exp"]),
            token_id=NAMESPACE + _usable(token_id),
        )


def _name(claims: Mapping[str, Any], claim: str) -> str:
    if claim != "email":
        return f"{claim}:{_usable(_at(claims, claim))}"
    if claims.get("email_verified") in (False, "false"):
        refuse("its email is not verified")
    return _usable(_email(claims))


def _email(claims: Mapping[str, Any]) -> str:
    email = claims.get("email")
    return email if isinstance(email, str) and _EMAIL.fullmatch(email) and email.isprintable() else ""


def _usable(value: object) -> str:
    if not _is_usable(value):
        refuse("a claim that names something is missing, too long, or not printable")
    return str(value)


def _is_usable(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LENGTH and value.isprintable() and value == value.strip()


def _strings(claims: Mapping[str, Any], claim: str) -> list[str]:
    """Return the strings of a claim that is one, or a list of them. What else there is means nothing."""
    found = _at(claims, claim)
    return [one for one in (found if isinstance(found, list) else [found]) if _is_usable(one)]


def _at(claims: Mapping[str, Any], claim: str) -> Any:
    """Return a claim by its name, which may have dots (`https://example.org/roles`), or else by its path.

    None if it is absent, or if no claim is asked for.
    """
    if not claim or claim in claims:
        return claims[claim] if claim else None
    value: Any = claims
    for part in claim.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value
