"""Request bodies: JSON, read within bounds.

`pydantic_core` bounds what a body may cost: 200 levels of nesting, whole numbers of 4,300 digits (longer ones would take
quadratic time), no lone surrogates. Of a member that is there twice, the last one counts. What it lets through in spite
of `allow_inf_nan=False` is a number too large for a float: it becomes infinite, and would go out as no JSON at all.
"""

import re
from math import isfinite
from typing import Any

from pydantic_core import from_json

from cairn.errors import RequestInvalidError

# Only such numbers can be infinite; most bodies have none, and are not walked through.
_LARGE_NUMBER = re.compile(rb"(?<![0-9])[0-9]{200}|[0-9][eE]\+?[0-9]{3}")


def parse(body: bytes) -> Any:
    """Return what the JSON text says.

    Raises:
        RequestInvalidError: there is no body, it is not JSON, or it is out of bounds.
    """
    if not body:
        raise RequestInvalidError(reason="the body is missing, send JSON")
    try:
        value = from_json(body, allow_inf_nan=False)
    except ValueError as unreadable:
        # It tells what and where ("recursion limit exceeded at line 1 column 201"), and quotes nothing.
        raise RequestInvalidError(reason=f"the body is not JSON that can be read here: {unreadable}") from None
    if _LARGE_NUMBER.search(body) and not _is_finite(value):
        raise RequestInvalidError(reason="the body has a number that is too large")
    return value


def _is_finite(value: Any) -> bool:
    pending = [value]
    while pending:
        match pending.pop():
            case float() as number if not isfinite(number):
                return False
            case list() as items:
                pending += items
            case dict() as members:
                pending += members.values()
    return True
