"""A model card: front matter (YAML), prose, code blocks, sections."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from cairn.records import Json

_FRONT = re.compile(r"\A\s*---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"^[ \t]{0,3}(```+|~~~+)[ \t]*([\w+-]*)[^\n]*\n(.*?)^[ \t]{0,3}\1[ \t]*$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)

FRONT_LIMIT = 64 * 1024
"""The most bytes of front matter that are parsed; the largest on the hub are result lists of some 50 KB."""


@dataclass(frozen=True, slots=True)
class Card:
    """A README, taken apart."""

    front: Mapping[str, Json]
    body: str
    is_malformed: bool
    """There is a front matter, and it is no YAML mapping."""

    @property
    def headings(self) -> list[str]:
        """The headings' texts, in lower case."""
        return [found[1].strip().lower() for found in _HEADING.finditer(_FENCE.sub("", self.body))]

    def code(self, *languages: str) -> list[str]:
        """Return the code blocks in these languages."""
        return [found[3] for found in _FENCE.finditer(self.body) if found[2].lower() in languages]

    @property
    def prose(self) -> str:
        """The body without its code."""
        return _FENCE.sub("", self.body)


def read(readme: str | None) -> Card:
    """Take a README apart. Front matter that is no YAML is left out and said so; nothing is raised."""
    text = readme or ""
    found = _FRONT.match(text)
    if found is None:
        return Card({}, text, is_malformed=False)
    front = _parsed(found[1])
    return Card(front or {}, text[found.end() :], is_malformed=front is None)


def _parsed(text: str) -> dict[str, Json] | None:
    # An alias can stand for a text of any size: cards have no use for them.
    if len(text) > FRONT_LIMIT or re.search(r"(?m)^[^#\n]*[:\-\[,][ \t]*[&*]\w", text):
        return None
    try:
        content = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return _plain(content) if isinstance(content, dict) else None


def _plain(value: Any) -> Any:
    """Return YAML's values as JSON's: dates become text, keys text."""
    if isinstance(value, dict):
        return {str(name): _plain(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_plain(member) for member in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def texts(value: Json) -> Iterator[str]:
    """Yield the texts of a member that may be one text or a list of them, trimmed, without empty ones."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one.strip():
            yield one.strip()
