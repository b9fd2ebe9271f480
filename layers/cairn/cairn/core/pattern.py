"""Regular expressions whose time is linear in the text, whatever the pattern: RE2."""

from collections.abc import Callable

import re2

from cairn.errors import PatternInvalidError

PATTERN_LIMIT = 1024
"""The most characters of a pattern."""

# The bytes of a compiled pattern. It bounds the factor of the linear time: with 8 MB, 1,000 characters of nested
# repetitions compile for 14 s and cost 50 ms a name; with this, what is taken compiles in milliseconds.
_MEMORY = 256 << 10


def compiled(pattern: str) -> Callable[[str], bool]:
    """Return a test that tells whether a text has a match anywhere; `^` and `$` stand at line ends too.

    Raises:
        PatternInvalidError: RE2 does not take the pattern; the sentence says why.
    """
    if len(pattern) > PATTERN_LIMIT:
        raise PatternInvalidError(reason=f"it has {len(pattern)} characters, {PATTERN_LIMIT} is the most that is taken")
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        search = re2.compile(f"(?m){pattern}", options).search
    except (re2.error, UnicodeEncodeError) as refused:
        reason = refused.args[0] if refused.args else ""
        raise PatternInvalidError(reason=reason.decode() if isinstance(reason, bytes) else str(reason)) from None
    return lambda text: search(text) is not None
