"""Every error has a sentence and, on each face, a status."""

import json
import re
from collections.abc import Iterator

import pytest

from cairn import errors
from cairn.errors import CairnError
from cairn.faces.trust.errors import STATUSES
from local.openapi import document
from local.openapi.answers import FURTHER, PLAIN, REFUSALS
from local.openapi.operations import operations

STATUSES_BY_FACE = {"trust": STATUSES}
UNMET = {
    errors.RequestInvalidError,
    errors.BodyTooLargeError,
    errors.CredentialsInvalidError,
    errors.IssuerUnreachableError,
    errors.PermissionMissingError,
    errors.StoreBusyError,
}
"""Errors that do not come from a use case, but from the edge, the decision about the caller, or the store's limits."""


def subclasses(error: type[CairnError]) -> Iterator[type[CairnError]]:
    for child in error.__subclasses__():
        yield child
        yield from subclasses(child)


ERRORS = sorted(subclasses(CairnError), key=lambda error: error.__name__)
each = pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)


@pytest.mark.parametrize("face", STATUSES_BY_FACE)
def test_every_error_has_a_status_and_every_status_an_error(face: str) -> None:
    assert set(STATUSES_BY_FACE[face]) == set(ERRORS)


@pytest.mark.parametrize("face", STATUSES_BY_FACE)
def test_a_status_of_an_error_is_one_of_refusal_or_of_what_cannot_be_done_now(face: str) -> None:
    wrong = {
        error.__name__: status
        for error, status in STATUSES_BY_FACE[face].items()
        if status not in {*range(400, 500), 501, 502, 503}
    }
    assert wrong == {}


@each
def test_an_error_says_what_went_wrong_in_a_sentence(error: type[CairnError]) -> None:
    sentence = error.__doc__ or ""
    assert re.fullmatch(r"[A-Z][^\n]+\.", sentence), sentence
    assert error.__name__.endswith("Error")
    facts = dict.fromkeys(re.findall(r"\{(\w+)\}", sentence), "something")
    assert "{" not in str(error(**facts))


@each
def test_an_error_is_defined_where_all_are(error: type[CairnError]) -> None:
    assert error.__module__ == "cairn.errors"


def test_every_error_is_documented_at_the_operations_that_meet_it() -> None:
    met = {error for refused in REFUSALS.values() for error in refused}
    assert met | UNMET == set(ERRORS)


def test_what_the_document_declares_by_operation_is_about_operations_that_exist() -> None:
    names = {operation.name for operation in operations("trust")}
    assert set(REFUSALS) | set(FURTHER) | set(PLAIN) <= names


def test_every_operation_documents_what_its_caller_must_expect() -> None:
    for path, methods in json.loads(document.FILE.read_text())["paths"].items():
        for method, operation in methods.items():
            answers = operation["responses"]
            assert {"429", "500", "503"} <= set(answers), f"{method} {path}"
            assert ("403" in answers) == bool(operation["security"]), f"{method} {path}"
            assert ("404" in answers) == ("{" in path or "byRegEx" in path), f"{method} {path}"
