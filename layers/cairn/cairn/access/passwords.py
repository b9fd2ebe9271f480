"""Passwords: Argon2id, with parameters that a Lambda function of 512 MB bears (OWASP's: 19 MiB, 2 passes, 1 lane)."""

from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from cairn.errors import PasswordInvalidError

PASSWORD_LIMIT = 1024
"""The most characters of a password."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=32, salt_len=16)

# Of a random text that was thrown away: whoever names an unknown user waits as long as for a known one.
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$GmidYm8HAqEPF916tGsdSA$4bidGOeUIO43VtVlkv4PsjMKsHsbI2A0XfcDBokVdbc"


def checked(password: str) -> str:
    """Return a password as it is hashed: in Unicode's composed form, so that it does not matter which keyboard typed it.

    Raises:
        PasswordInvalidError: it is empty, or longer than 1024 characters.
    """
    if not password:
        raise PasswordInvalidError(reason="it is empty")
    if len(password) > PASSWORD_LIMIT:
        raise PasswordInvalidError(reason=f"it has {len(password)} characters, {PASSWORD_LIMIT} is the most that is taken")
    return normalize("NFC", password)


def hashed(password: str) -> str:
    """Return the salted hash of a password, with its parameters, as text; raises as `checked`."""
    return _HASHER.hash(checked(password))


def matches(password: str, encoded: str | None) -> bool:
    """Tell whether a password is the one that was hashed; without a hash it takes as long, and is not."""
    if not password or len(password) > PASSWORD_LIMIT:
        password, encoded = "-", None
    try:
        return _HASHER.verify(encoded or _NOBODYS, normalize("NFC", password)) and encoded is not None
    except VerificationError:
        return False


def is_outdated(encoded: str) -> bool:
    """Tell whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(encoded)
