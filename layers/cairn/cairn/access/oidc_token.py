"""The form of an outside token: what is read of it before anything is proven, and what proves it.

joserfc checks signature, issuer, audience and times; it costs 60 ms and is imported by the first token that needs it.
Everything that is taken is in a list here: what is not in it is refused, whatever the library may learn to do.
"""

import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from joserfc.jwk import Key
    from joserfc.jws import JWSRegistry

ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA"})
"""Signatures by a key of which we know only the public half. EdDSA is the old name of Ed25519."""
LEEWAY = 60
"""Seconds by which the issuer's clock may differ from ours."""
LIFETIME_LIMIT = 24 * 60 * 60
"""Seconds from issue to expiry that a token may have: who leaves the issuer is gone here after that, at the latest."""
LENGTH_LIMIT, DEPTH_LIMIT = 8192, 16
"""Characters of a token, and levels of JSON in it, that are read."""
_HEADER = frozenset({"alg", "kid", "typ", "x5t", "x5t#S256"})
_TYPES = frozenset({"jwt", "at+jwt", "application/at+jwt"})


class TokenRefusedError(Exception):
    """The token is not taken; the message is for the log and quotes nothing of it."""


def peek(token: str, segment: int) -> dict[str, Any]:
    """Return the JSON of a token's header (0) or claims (1), of which nothing is proven.

    Raises:
        TokenRefusedError: it is no token of that form, whatever else it may be.
    """
    if len(token) > LENGTH_LIMIT or token.count(".") != 2:  # noqa: PLR2004 - header, claims and signature
        refuse("it is no signed token, or too long")
    text = token.split(".", 2)[segment]
    try:
        return _object(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except ValueError:
        refuse("it is not base64")


def key_id(token: str) -> str | None:
    """Return which key the token's header names, if it asks for nothing that is not taken.

    Raises:
        TokenRefusedError: another algorithm, a key or an address of one in the header, a critical extension ...
    """
    header = peek(token, 0)
    algorithm, kid, kind = header.get("alg"), header.get("kid"), header.get("typ", "JWT")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        refuse("its algorithm is not taken")
    if not header.keys() <= _HEADER or not isinstance(kid, str | None):
        refuse("its header has what is not taken")
    # A logout token or a proof of possession is signed by the same keys, and no login.
    if not isinstance(kind, str) or kind.lower() not in _TYPES:
        refuse("it is a token of another kind")
    return kid


def verified(token: str, key: "Key") -> dict[str, Any]:
    """Return the claims of a token that this key has signed.

    Raises:
        TokenRefusedError: it has not, or it is not a key for this algorithm or for signatures.
    """
    from joserfc.errors import JoseError
    from joserfc.jws import deserialize_compact

    try:
        return _object(deserialize_compact(token, key, registry=_registry()).payload)
    except (JoseError, ValueError):
        refuse("its signature is none of the key")


@cache
def _registry() -> "JWSRegistry":
    from joserfc.jwa import JWSAlgModel
    from joserfc.jws import JWSRegistry

    class Registry(JWSRegistry):
        def get_alg(self, name: str) -> JWSAlgModel:
            return super().get_alg("Ed25519" if name == "EdDSA" else name)

    return Registry(algorithms=ALGORITHMS)


def check_claims(claims: dict[str, Any], issuer: str, audience: str, now: int) -> None:
    """Check for whom and for which time a token was made.

    Raises:
        TokenRefusedError: for another audience, of another issuer, not for now, or for too long.
    """
    from joserfc.errors import JoseError
    from joserfc.jwt import JWTClaimsRegistry

    rules = JWTClaimsRegistry(
        now=now,
        leeway=LEEWAY,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": audience},
        sub={"essential": True},
        exp={"essential": True},
    )
    try:
        rules.validate(claims)
    except JoseError as error:
        refuse(f"{type(error).__name__} of {error.description}")
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != audience:
        refuse("it is for several audiences, and its authorized party is another one")
    if int(claims["exp"]) - int(claims.get("iat", now)) > LIFETIME_LIMIT:
        refuse("it is valid for too long")


def _object(text: bytes) -> dict[str, Any]:
    """Read a JSON object that has no member twice, no NaN, and is not absurdly deep."""
    try:
        value = json.loads(text.decode(), parse_constant=_refuse_constant, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        refuse("it is not JSON")
    if not isinstance(value, dict) or _is_deep(value):
        refuse("it is no object, or too deep")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _unique(members: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(members)
    if len(found) != len(members):
        raise ValueError
    return found


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(DEPTH_LIMIT):
        level = [child for one in level for child in _children(one)]
    return bool(level)


def _children(value: object) -> list[Any]:
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, list) else []


def refuse(reason: str) -> NoReturn:
    """Refuse the token, in words that quote nothing of it."""
    raise TokenRefusedError(reason)
