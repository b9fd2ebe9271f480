"""What a caller says a document is, and what the registry makes of that: names, levels, and what must be true of it.

Nothing here decodes, unpickles or runs anything that was sent: a validator's `bool_exp` is text.
"""

import binascii
import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from cairn.core.identifiers import unusable
from cairn.core.units import spelled_out
from cairn.documents import DocumentType
from cairn.errors import DocumentInvalidError
from cairn.records import Json

ListNames = Callable[[str], set[str]]
"""Returns the names of the entries of a custom list."""

DEFAULT = "default"
"""What a document is called that its client calls nothing."""

IDENTIFIER_LIMIT = 1_024
_QAS = re.compile(r"-qas_(\d{1,9})$")

COPIES = ("negotiation_card", "test_suite", "test_results")
"""The members of a report that are whole copies of other documents."""

LISTS = ("system_requirements", "test_cases", "results")
"""The lists that searches know by the identifiers in them."""

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """A document as a caller describes it; the body is whole, with all of its members."""

    type: DocumentType
    identifier: str
    body: Body


def checked_identifier(identifier: str) -> str:
    """Return an identifier of a model, a version or a document.

    Raises:
        DocumentInvalidError: it is empty, too long, has blanks at its ends or control characters.
    """
    reason = unusable(identifier, IDENTIFIER_LIMIT)
    if not reason and identifier != identifier.strip():
        reason = "a name has no blanks at its ends"
    if reason:
        raise DocumentInvalidError(reason=reason)
    return identifier


def type_of(identifier: str) -> DocumentType | None:
    """Return the type that an identifier begins with."""
    name, dot, rest = identifier.partition(".")
    return DocumentType(name) if dot and rest and name in set(DocumentType) else None


def made(draft: DocumentDraft, names: ListNames) -> DocumentDraft:
    """Return a draft as it is to be kept: named by its type, what is left to the registry filled in.

    Raises:
        DocumentInvalidError: something in it is not what it should be.
    """
    body = draft.body
    named = body["metadata"]["test_case_id"] if draft.type is DocumentType.EVIDENCE else draft.identifier
    prefix = f"{draft.type}."
    identifier = named if named.startswith(prefix) else prefix + (named or DEFAULT)
    if type_of(identifier) is None:
        raise DocumentInvalidError(reason=f"nothing follows {prefix!r} in the identifier")
    checked_identifier(identifier)
    match draft.type:
        case DocumentType.CARD:
            _check_listed(body, names)
            body = _numbered(identifier, body)
        case DocumentType.EVIDENCE:
            body = body | {"value": _valued(body["value"])}
    return DocumentDraft(draft.type, identifier, body)


def requirements(draft: DocumentDraft) -> set[str]:
    """Return the ids of the quality attribute scenarios that a suite's cases are about."""
    if draft.type is not DocumentType.SUITE:
        return set()
    return {identifier for case in draft.body["test_cases"] for identifier in case["qas_list"]}


def searched(draft: DocumentDraft) -> dict[str, Json]:
    """Return what searches ask of a body: its top-level texts, and the identifiers in some of its lists."""
    body = draft.body
    found: dict[str, Json] = {name: value for name, value in body.items() if isinstance(value, str) and name != "artifact_type"}
    if draft.type is DocumentType.CARD:
        found["system_requirements"] = [one["identifier"] for one in body["system_requirements"]]
    if draft.type is DocumentType.SUITE:
        found["test_cases"] = [one["identifier"] for one in body["test_cases"]]
    if draft.type is DocumentType.RESULTS:
        found["results"] = list(body["results"])
    return found


def _check_listed(card: Body, names: ListNames) -> None:
    told = {
        "problem_types": {card["system"]["problem_type"]},
        "classification": {one["classification"] for one in card["data"]},
        "quality_attributes": {one["quality"] for one in card["system_requirements"]},
    }
    for list_name, values in told.items():
        unknown = (values - {""}) - (names(list_name) if values - {""} else set())
        if unknown:
            raise DocumentInvalidError(reason=f"{min(unknown)[:100]!r} is not in the list {list_name}")


def _numbered(identifier: str, card: Body) -> Body:
    """Give the scenarios of a card that have none an identifier each: the numbers go on behind the highest."""
    told = [one["identifier"] for one in card["system_requirements"] if one["identifier"]]
    numbers = [int(found[1]) for one in told if (found := _QAS.search(one))]
    following = iter(range(max(numbers, default=0) + 1, 10**10))
    scenarios = [
        one if one["identifier"] else one | {"identifier": f"{identifier}-qas_{next(following):03d}"}
        for one in card["system_requirements"]
    ]
    return card | {"system_requirements": scenarios}


def _valued(value: Body) -> Body:
    if value["evidence_type"] == "image":
        _check_base64(value["data"])
    if value.get("unit"):
        return value | {"unit": spelled_out(value["unit"])}
    return value


def _check_base64(text: str) -> None:
    try:
        b64decode("".join(_lines(text)), validate=True)
    except (binascii.Error, ValueError):
        raise DocumentInvalidError(reason="the image is not base64") from None


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines())
