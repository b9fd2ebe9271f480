"""Our own tokens: JSON Web Tokens (RFC 7519) in compact form, HMAC with SHA-256 (RFC 7515, RFC 7518 section 3.2).

Written here because every request checks one and a JOSE library costs 60 ms of a cold start; checked with the RFCs'
vectors. One algorithm, one form of header: what a token says about how to check it is compared, never followed.
Tokens of an outside issuer are the business of `cairn.access.oidc`, which leaves this to a library.
"""

import hmac
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cairn.errors import CredentialsInvalidError

TOKEN_LIMIT = 4096
"""The most characters of a token."""

KEY_BYTES = 32
"""The fewest bytes of a key: those of the hash."""

SKEW_SECONDS = 60
"""How much earlier than its issuer's the clock of a checking function may be."""

_HEADER = {"alg", "typ", "kid"}
_SEGMENT = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Key:
    """A signing key and its id."""

    id: str
    secret: bytes


def sign(claims: Mapping[str, object], key: Key) -> str:
    """Return a token with these claims."""
    header = {"alg": "HS256", "kid": key.id, "typ": "JWT"}
    signed = f"{_encoded(_json(header))}.{_encoded(_json(claims))}"
    return f"{signed}.{_encoded(_mac(signed, key.secret))}"


def verify(token: str, find: Callable[[str], bytes | None], *, issuer: str, audience: str, now: int) -> dict[str, Any]:
    """Return the claims of a token that is genuine, meant for this deployment, and valid now.

    Args:
        token: What the client sent.
        find: Returns the key of an id, None if there is none.
        issuer: What the claim `iss` must be.
        audience: What the claim `aud` must be.
        now: Unix time in seconds.

    Raises:
        CredentialsInvalidError: it is anything else.
    """
    signed, _, signature = token.rpartition(".")
    header, _, payload = signed.partition(".")
    if len(token) > TOKEN_LIMIT or not _SEGMENT.fullmatch(header) or not _SEGMENT.fullmatch(payload):
        raise CredentialsInvalidError
    secret = find(_key_id(header))
    # Compared as text: of the several ways to write the last bits of a signature only one is taken.
    if secret is None or not hmac.compare_digest(_encoded(_mac(signed, secret)).encode(), signature.encode("utf-8", "replace")):
        raise CredentialsInvalidError
    claims = _object(payload)
    if claims.get("iss") != issuer or claims.get("aud") != audience:
        raise CredentialsInvalidError
    ends, begins, made = claims.get("exp"), claims.get("nbf", 0), claims.get("iat")
    if type(ends) is not int or type(begins) is not int or type(made) is not int:
        raise CredentialsInvalidError
    if now >= ends or max(begins, made) > now + SKEW_SECONDS:
        raise CredentialsInvalidError
    return claims


def _key_id(header: str) -> str:
    told = _object(header)
    if set(told) != _HEADER or told["alg"] != "HS256" or told["typ"] != "JWT" or not isinstance(told["kid"], str):
        raise CredentialsInvalidError
    return str(told["kid"])


def _object(segment: str) -> dict[str, Any]:
    try:
        found = json.loads(urlsafe_b64decode(segment + "=" * (-len(segment) % 4)))
    except (ValueError, RecursionError):
        raise CredentialsInvalidError from None
    if not isinstance(found, dict):
        raise CredentialsInvalidError
    return found


def _mac(signed: str, secret: bytes) -> bytes:
    return hmac.digest(secret, signed.encode(), "sha256")


def _json(value: Mapping[str, object]) -> bytes:
    # In UTF-8: escaped, a name of emoji would take three times as much, and the token more than is taken.
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
