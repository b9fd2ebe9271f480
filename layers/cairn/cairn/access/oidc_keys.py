"""The keys of an outside issuer: fetched when a token first needs them, kept in this process, exchanged as it rotates them.

A flood of tokens with invented key ids costs the issuer one fetch in ten seconds. While it does not answer, the keys
that it last published go on serving. Lambda gives a process one request at a time: there is no lock.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from cairn.errors import IssuerUnreachableError
from cairn.runtime import outside
from cairn.runtime.observability import logger
from cairn.runtime.settings import IssuerSettings

if TYPE_CHECKING:
    from joserfc.jwk import Key

LIFETIME = 10 * 60
"""Seconds for which fetched keys are taken without asking again."""
STALE_LIMIT = 24 * 60 * 60
"""Seconds for which they go on serving while the issuer does not answer: a withdrawn key dies then at the latest."""
PAUSE = 10
"""Seconds from one fetch to the next, whatever the reasons and whatever became of it."""
DISCOVERY = "/.well-known/openid-configuration"
_KEYS, _RSA_BITS = 100, 2048
_NEVER = float("-inf")


class IssuerKeys:
    """The issuer's keys that can check a signature."""

    def __init__(self, settings: IssuerSettings, now: Callable[[], float]) -> None:
        """Fetch nothing yet. `now` gives seconds since 1970 and is asked each time."""
        self._settings = settings
        self._now = now
        self._keys: list[Key] = []
        self._fetched_at = self._tried_at = _NEVER

    def matching(self, kid: str | None) -> "list[Key]":
        """Return the keys of an id; without one, all.

        Raises:
            IssuerUnreachableError: no key is known, and none can be had now.
        """
        if not self._is_younger_than(LIFETIME):
            self._fetch()
        found = self._of(kid)
        if not found and self._fetch():
            found = self._of(kid)
        if not self._is_younger_than(STALE_LIMIT):
            raise IssuerUnreachableError
        return found

    def _of(self, kid: str | None) -> "list[Key]":
        return [key for key in self._keys if kid is None or key.kid == kid]

    def _is_younger_than(self, seconds: float) -> bool:
        # A clock that was set back makes old keys look new for ever: a negative age is no age.
        return 0 <= self._now() - self._fetched_at < seconds

    def _fetch(self) -> bool:
        now = self._now()
        if 0 <= now - self._tried_at < PAUSE:
            return False
        self._tried_at = now
        try:
            self._keys = usable_keys(self._published())
        except outside.DocumentMissingError as error:
            logger.warning("the issuer's keys cannot be fetched", reason=str(error))
            return False
        self._fetched_at = now
        return True

    def _published(self) -> Mapping[str, Any]:
        issuer, url = self._settings.issuer, self._settings.jwks_url
        loopback = outside.is_loopback(issuer) or outside.is_loopback(url)
        if not url:
            document = outside.fetch(issuer.rstrip("/") + DISCOVERY, loopback=loopback)
            url = document.get("jwks_uri", "")
            if document.get("issuer") != issuer or not isinstance(url, str):
                message = "the discovery document is that of another issuer, or names no keys"
                raise outside.DocumentMissingError(message)
        return outside.fetch(url, loopback=loopback)


def usable_keys(published: Mapping[str, Any]) -> "list[Key]":
    """Return the public keys of a key set that check signatures. The others are nobody's business here.

    Raises:
        DocumentMissingError: there is none.
    """
    listed = published.get("keys")
    found = [_key(one) for one in listed[:_KEYS]] if isinstance(listed, list) else []
    if keys := [key for key in found if key]:
        return keys
    message = "the issuer publishes no key that could be used"
    raise outside.DocumentMissingError(message)


def _key(published: Any) -> "Key | None":
    """Read one key; None if it is secret, for something else, weak, or not readable."""
    import warnings

    try:
        # The library warns of weak keys: they are refused here.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(published)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, the other keys go on serving
        return None


def _read(published: Any) -> "Key | None":
    from joserfc.jwk import RSAKey, import_key

    if published["kty"] not in {"RSA", "EC", "OKP"} or "d" in published:
        return None
    if published.get("use", "sig") != "sig" or "verify" not in published.get("key_ops", ["verify"]):
        return None
    # RFC 9864 gives EdDSA on this curve the name that the library checks by.
    is_old_name = (published.get("crv"), published.get("alg")) == ("Ed25519", "EdDSA")
    key = import_key({**published, "alg": "Ed25519"} if is_old_name else published)
    return None if isinstance(key, RSAKey) and key.raw_value.key_size < _RSA_BITS else key
