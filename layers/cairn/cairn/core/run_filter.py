"""What runs are searched by: conditions such as `metrics.accuracy > 0.9 and params.model = 'svm'`, and an order.

A condition names a metric, a parameter, a tag or an attribute; a name with other characters than letters, digits, `_`,
`.`, `-` and `/` stands in double quotes or backticks. Conditions are joined by `and`. A run that does not have what is
named meets no condition, `!=` included.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne

from cairn.errors import RunSearchInvalidError
from cairn.training import Run

Value = str | float | None

LENGTH = 4_096
"""The most characters of a filter."""

_ENTITIES = {
    "metric": "metrics", "metrics": "metrics",
    "param": "params", "params": "params", "parameter": "params", "parameters": "params",
    "tag": "tags", "tags": "tags",
    "attribute": "attributes", "attributes": "attributes", "attr": "attributes", "run": "attributes",
}  # fmt: skip
_ATTRIBUTES: dict[str, Callable[[Run], Value]] = {
    "status": lambda run: run.status.value,
    "name": lambda run: run.name,
    "run_name": lambda run: run.name,
    "run_id": lambda run: run.id,
    "created_by": lambda run: run.created_by,
    "user_id": lambda run: run.created_by,
    "start_time": lambda run: run.started_at,
    "end_time": lambda run: run.ended_at,
    "description": lambda run: run.description,
}
_NUMERIC = {"start_time", "end_time"}
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {"=": eq, "!=": ne, ">": gt, ">=": ge, "<": lt, "<=": le}

_NAME = r"(?P<entity>[A-Za-z]+)\s*\.\s*(?:\"(?P<double>[^\"]+)\"|`(?P<back>[^`]+)`|(?P<plain>[\w.\-/]+))"
_CONDITION = re.compile(
    rf"\s*{_NAME}\s*(?P<sign>!=|>=|<=|=|>|<|\b(?:not\s+)?i?like\b|\b(?:not\s+)?in\b)\s*"
    r"(?P<value>'[^']*'|\"[^\"]*\"|[-+]?[\d.]+(?:[eE][-+]?\d+)?|\([^()]*\))\s*",
    re.IGNORECASE,
)
_AND = re.compile(r"and\b", re.IGNORECASE)
_ORDER = re.compile(rf"\s*{_NAME}(?:\s+(?P<way>asc|desc))?\s*", re.IGNORECASE)
_BARE_ORDER = re.compile(r"\s*(?P<plain>start_time|end_time|name|status)(?:\s+(?P<way>asc|desc))?\s*", re.IGNORECASE)
_TEXTS = re.compile(r"\s*(?:'([^']*)'|\"([^\"]*)\")\s*(?:,|$)")


@dataclass(frozen=True, slots=True)
class Named:
    """What a condition or an order is about."""

    entity: str
    key: str

    @property
    def is_number(self) -> bool:
        """Whether it is compared as a number."""
        return self.entity == "metrics" or (self.entity == "attributes" and self.key in _NUMERIC)

    def of(self, run: Run) -> Value:
        """Return the value that a run has for it, None for none."""
        if self.entity == "metrics":
            return run.metrics[self.key].value if self.key in run.metrics else None
        if self.entity == "attributes":
            return _ATTRIBUTES[self.key](run)
        return (run.parameters if self.entity == "params" else run.tags).get(self.key)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition."""

    named: Named
    met: Callable[[Value], bool]

    def holds(self, run: Run) -> bool:
        """Tell whether a run meets it."""
        value = self.named.of(run)
        return value is not None and self.met(value)


@dataclass(frozen=True, slots=True)
class Order:
    """One criterion of an order."""

    named: Named
    is_descending: bool


def conditions(text: str) -> list[Condition]:
    """Read a filter.

    Raises:
        RunSearchInvalidError: it is none.
    """
    if len(text) > LENGTH:
        raise RunSearchInvalidError(reason=f"the filter has more than {LENGTH} characters")
    found: list[Condition] = []
    place = 0
    while text[place:].strip():
        said = _CONDITION.match(text, place)
        if said is None:
            raise _unread(text, place)
        found.append(_condition(said))
        place = said.end()
        if text[place:].strip():
            joined = _AND.match(text, place)
            if joined is None or not text[joined.end() :].strip():
                raise _unread(text, place)
            place = joined.end()
    return found


def orders(texts: Sequence[str]) -> list[Order]:
    """Read an order.

    Raises:
        RunSearchInvalidError: it is none.
    """
    found = []
    for text in texts:
        if bare := _BARE_ORDER.fullmatch(text):
            named = Named("attributes", bare["plain"].lower())
            found.append(Order(named, (bare["way"] or "").lower() == "desc"))
        elif said := _ORDER.fullmatch(text):
            found.append(Order(_named(said), (said["way"] or "").lower() == "desc"))
        else:
            raise RunSearchInvalidError(reason=f"order_by {text[:80]!r} is no <entity>.<name>, ASC or DESC")
    return found


def ordered(runs: Sequence[Run], by: Sequence[Order]) -> list[Run]:
    """Sort runs; those that have no value for a criterion come last."""
    found = list(runs)
    for order in reversed(by):
        known = [run for run in found if order.named.of(run) is not None]
        unknown = [run for run in found if order.named.of(run) is None]
        known.sort(key=lambda run, named=order.named: named.of(run), reverse=order.is_descending)  # type: ignore[misc]
        found = known + unknown
    return found


def _named(said: re.Match[str]) -> Named:
    entity = _ENTITIES.get(said["entity"].lower())
    key = said["double"] or said["back"] or said["plain"]
    if entity is None:
        raise RunSearchInvalidError(reason=f"{said['entity'][:80]} is none of metrics, params, tags, attributes")
    if entity == "attributes" and key not in _ATTRIBUTES:
        raise RunSearchInvalidError(reason=f"{key[:80]} is none of the attributes {', '.join(_ATTRIBUTES)}")
    return Named(entity, key)


def _condition(said: re.Match[str]) -> Condition:
    named, sign, value = _named(said), " ".join(said["sign"].lower().split()), said["value"]
    if named.is_number:
        number = _number(value)
        if sign not in _COMPARISONS or number is None:
            raise RunSearchInvalidError(reason=f"{said[0].strip()[:80]} does not compare with a number")
        compare = _COMPARISONS[sign]
        return Condition(named, lambda found: compare(found, number))  # type: ignore[arg-type]
    return Condition(named, _text_test(sign, value, said[0]))


def _text_test(sign: str, value: str, said: str) -> Callable[[Value], bool]:
    if sign in {"in", "not in"}:
        wanted = _texts(value, said)
        return lambda found: (found in wanted) is (sign == "in")
    if value[0] not in "'\"":
        raise RunSearchInvalidError(reason=f"{said.strip()[:80]} needs a text in quotes")
    text = value[1:-1]
    if sign in {"=", "!="}:
        return lambda found: (found == text) is (sign == "=")
    if not sign.endswith("like"):
        raise RunSearchInvalidError(reason=f"{said.strip()[:80]} compares a text by size")
    flags = re.DOTALL | (re.IGNORECASE if sign.endswith("ilike") else 0)
    pattern = _pattern(text, flags)
    return lambda found: bool(pattern.fullmatch(str(found))) is not sign.startswith("not")


def _pattern(text: str, flags: int) -> re.Pattern[str]:
    """Return what LIKE means: `%` is any text, `_` any character.

    Each `%` matches as little as goes, and is never tried again: time stays linear times the number of stars.
    """
    pieces = [re.escape(piece).replace("_", ".") for piece in re.sub("%+", "%", text).split("%")]
    if len(pieces) == 1:
        return re.compile(pieces[0], flags)
    inner = "".join(f"(?>.*?{piece})" for piece in pieces[1:-1]) if len(pieces) > 2 else ""  # noqa: PLR2004
    return re.compile(f"{pieces[0]}{inner}.*{pieces[-1]}", flags)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _texts(value: str, said: str) -> set[str]:
    inner = value[1:-1].strip()
    found: set[str] = set()
    place = 0
    while value[0] == "(" and place < len(inner):
        one = _TEXTS.match(inner, place)
        if one is None:
            break
        found.add(one[1] if one[1] is not None else one[2])
        place = one.end()
    if not found or place < len(inner):
        raise RunSearchInvalidError(reason=f"{said.strip()[:80]} needs texts in quotes, in brackets")
    return found


def _unread(text: str, place: int) -> RunSearchInvalidError:
    return RunSearchInvalidError(reason=f"the filter is not understood from {text[place:][:40].strip()!r} on")
