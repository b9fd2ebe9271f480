"""Units of measurement as evidence names them: read, checked, and spelled out (`km/s^2` is `kilometer / second ** 2`)."""

import re
from collections.abc import Iterator
from functools import cache

from cairn.core.unit_names import PREFIXES, UNITS
from cairn.errors import DocumentInvalidError

UNIT_LIMIT = 256
"""The most characters of a unit."""

_PART = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|(\*\*|[*/^()-])|([^\W\d]\w*|[%°Å‰Ωµμ][\w]*))")
_EXPONENT_LIMIT = 100

Powers = dict[str, float]


class _UnreadableError(Exception):
    """This is no unit."""


def spelled_out(unit: str) -> str:
    """Return a unit by its full names, the numerator's first, each sorted.

    Raises:
        DocumentInvalidError: it is none, or not one that is known.
    """
    try:
        return _text(_Reader(unit[: UNIT_LIMIT + 1]).read())
    except _UnreadableError:
        raise DocumentInvalidError(reason=f"{unit[:100]!r} is no unit that is known") from None


def _text(powers: Powers) -> str:
    above = [_power(name, power) for name, power in sorted(powers.items()) if power > 0]
    below = [_power(name, -power) for name, power in sorted(powers.items()) if power < 0]
    if not above and not below:
        return "dimensionless"
    return " / ".join([" * ".join(above) or "1", *below])


def _power(name: str, power: float) -> str:
    return name if power == 1 else f"{name} ** {int(power) if power == int(power) else power}"


class _Reader:
    """Reads products, quotients and powers of units; a blank multiplies, `per` divides."""

    def __init__(self, text: str) -> None:
        self._parts = list(_parts(text))
        self._at = 0
        self._is_long = len(text) > UNIT_LIMIT

    def read(self) -> Powers:
        if not self._parts or self._is_long:
            raise _UnreadableError
        powers = self._product()
        if self._next():
            raise _UnreadableError
        return {name: power for name, power in powers.items() if power}

    def _next(self) -> str:
        return self._parts[self._at] if self._at < len(self._parts) else ""

    def _taken(self) -> str:
        part = self._next()
        self._at += 1
        return part

    def _product(self) -> Powers:
        powers = self._factor()
        while (part := self._next()) and part != ")":
            sign = -1 if part in {"/", "per"} else 1
            if part in {"*", "/", "per"}:
                self._taken()
            for name, power in self._factor().items():
                powers[name] = powers.get(name, 0) + sign * power
        return powers

    def _factor(self) -> Powers:
        part = self._taken()
        if part == "(":
            powers = self._product()
            if self._taken() != ")":
                raise _UnreadableError
        elif part == "dimensionless" or (part[:1].isascii() and part[:1].isdigit() and float(part) == 1):
            # Any other factor would make it a quantity: the digits are no unit's name.
            powers = {}
        else:
            powers = {_named(part): 1.0}
        if self._next() not in {"**", "^"}:
            return powers
        self._taken()
        exponent = self._exponent()
        return {name: power * exponent for name, power in powers.items()}

    def _exponent(self) -> float:
        is_enclosed = self._next() == "("
        if is_enclosed:
            self._taken()
        sign = -1 if self._next() == "-" and self._taken() else 1
        part = self._taken()
        if not part[:1].isdigit() or float(part) > _EXPONENT_LIMIT or (is_enclosed and self._taken() != ")"):
            raise _UnreadableError
        return sign * float(part)


def _parts(text: str) -> Iterator[str]:
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _PART.match(text, at)
        if found is None:
            raise _UnreadableError
        yield found[1] or found[2] or found[3]
        at = found.end()


def _named(name: str) -> str:
    """Return a unit's full name: known as it is, or with a prefix, or in the plural."""
    units, prefixes = _known(UNITS), _known(PREFIXES)
    for spelled in (name, name[:-1] if name.endswith("s") else ""):
        if spelled in units:
            return units[spelled]
        for length in range(len(spelled) - 1, 0, -1):
            if spelled[:length] in prefixes and spelled[length:] in units:
                return prefixes[spelled[:length]] + units[spelled[length:]]
    raise _UnreadableError


@cache
def _known(text: str) -> dict[str, str]:
    groups = [group.split() for group in text.split(";")]
    return {name: group[0] for group in groups for name in group}
