"""A model card: front matter (YAML), prose, code blocks, sections.

Anybody may write one, of a megabyte and in any form: its body is taken apart line by line, in one pass.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any

import yaml

from cairn.records import Json

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})[ \t]*([\w+-]*)(.*)")
"""A line that opens or closes a block of code: the fence, the language, the rest."""

_DEPTHS = range(1, 7)
"""The `#` of a heading."""

_NO_YAML = (yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
"""What the parser raises: a value that is not of the type that its tag says makes it stumble in many ways."""

FRONT_LIMIT = 64 * 1024
"""The most bytes of front matter that are parsed; the largest on the hub are result lists of some 50 KB."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code; its language in lower case, "" where none is told."""

    language: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A README, taken apart."""

    front: Mapping[str, Json]
    is_malformed: bool
    """There is a front matter, and it is no YAML mapping."""
    body: str
    prose: str
    """The body without its code."""
    blocks: tuple[Block, ...]

    @property
    def headings(self) -> list[str]:
        """The headings' texts, in lower case."""
        return [heading for line in self.prose.split("\n") if (heading := _heading(line))]

    def code(self, *languages: str) -> list[str]:
        """Return the code blocks in these languages."""
        return [block.text for block in self.blocks if block.language in languages]


@lru_cache(maxsize=1)
def read(readme: str | None) -> Card:
    """Take a README apart, once for all metrics of one model.

    Front matter that is no YAML is left out and said so; nothing is raised.
    """
    text = (readme or "").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found = _FRONT.match(text)
    front = _parsed(found[1]) if found else {}
    body = text[found.end() :] if found else text
    prose, blocks = _divided(body.split("\n"))
    return Card(front=front or {}, is_malformed=front is None, body=body, prose=prose, blocks=blocks)


def _divided(lines: list[str]) -> tuple[str, tuple[Block, ...]]:
    """Return the prose and the blocks of code; a fence that nothing closes opens nothing."""
    fences = [_FENCE.fullmatch(line) for line in lines]
    # Known beforehand, so that no fence is looked for that is not there: the longest one from each line on.
    longest = {mark: [*accumulate((_closes(one, mark) for one in reversed(fences)), max)][::-1] for mark in "`~"}
    prose: list[str] = []
    blocks: list[Block] = []
    number = 0
    while number < len(lines):
        fence = fences[number]
        rest = range(number + 1, len(lines))
        if fence and rest and longest[fence[1][0]][rest[0]] >= len(fence[1]):
            end = next(one for one in rest if _closes(fences[one], fence[1][0]) >= len(fence[1]))
            blocks.append(Block(fence[2].lower(), "".join(f"{line}\n" for line in lines[number + 1 : end])))
            prose.append("")
            number = end
        else:
            prose.append(lines[number])
        number += 1
    return "\n".join(prose), tuple(blocks)


def _closes(fence: re.Match[str] | None, mark: str) -> int:
    """Return up to which length of fence a line closes a block of this mark; 0 is none."""
    is_bare = fence is not None and not fence[2] and not fence[3].strip()
    return len(fence[1]) if fence and is_bare and fence[1][0] == mark else 0


def _heading(line: str) -> str:
    text = line.lstrip("#")
    is_heading = len(line) - len(text) in _DEPTHS and text.startswith((" ", "\t"))
    return text.rstrip(" \t#").strip().lower() if is_heading else ""


def _parsed(text: str) -> dict[str, Json] | None:
    # An alias can stand for a text of any size: cards have no use for them.
    if len(text) > FRONT_LIMIT or re.search(r"(?m)^[^#\n]*[:\-\[,][ \t]*[&*]\w", text):
        return None
    try:
        content = _plain(yaml.safe_load(text))
    except _NO_YAML:
        return None
    return content if isinstance(content, dict) else None


def _plain(value: Any) -> Any:
    """Return YAML's values as JSON's: dates become text, keys text."""
    if isinstance(value, dict):
        return {str(name): _plain(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_plain(member) for member in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def texts(value: Json) -> Iterator[str]:
    """Yield the texts of a member that may be one text or a list of them, trimmed, without empty ones.

    Halves of characters, which JSON and YAML can name and no store can keep, are left out.
    """
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and (text := one.encode(errors="ignore").decode().strip()):
            yield text
