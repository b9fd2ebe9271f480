"""Every error has a sentence and, on each face, a status."""

import json
import re
from collections.abc import Iterator
from importlib import import_module

import pytest

from cairn import errors
from cairn.errors import CairnError
from local.openapi.face import Face
from local.openapi.faces import FACES
from local.openapi.operations import operations

STATUSES_BY_FACE = {face.name: import_module(f"cairn.faces.{face.name}.errors").STATUSES for face in FACES}
UNMET = {
    errors.RequestInvalidError,
    errors.BodyTooLargeError,
    errors.CredentialsInvalidError,
    errors.UserInactiveError,
    errors.IssuerUnreachableError,
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
    assert error.__module__.startswith("cairn.errors.")
    assert getattr(errors, error.__name__) is error


def test_every_error_is_documented_at_the_operations_that_meet_it() -> None:
    met = {error for face in FACES for refused in face.refusals.values() for error in refused}
    assert met | UNMET == set(ERRORS)
    assert not met & UNMET


each_face = pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)


@each_face
def test_what_a_face_declares_by_operation_is_about_operations_that_exist(face: Face) -> None:
    known = operations(face.name)
    assert set(face.refusals) | set(face.further) <= {operation.name for operation in known}
    assert set(face.plain) == {operation.name for operation in known if operation.answer_model is None}


@each_face
def test_every_operation_documents_what_its_caller_must_expect(face: Face) -> None:
    stranger = str(STATUSES_BY_FACE[face.name][errors.CredentialsInvalidError])
    for path, methods in json.loads(face.file.read_text())["paths"].items():
        for method, operation in methods.items():
            answers = operation["responses"]
            assert {"429", "500", "503"} <= set(answers), f"{method} {path}"
            assert not operation["security"] or stranger in answers, f"{method} {path}"
            assert "{" not in path or "404" in answers, f"{method} {path}"
