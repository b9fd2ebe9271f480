"""One name finds an operation everywhere: block, folder, docstring, document, README, event and tests."""

import json
import re

import pytest

from local import blueprint
from local.in_process import load
from local.openapi import document, readme
from local.openapi.face import Face
from local.openapi.faces import FACES
from local.openapi.operations import operations, said

ROOT = blueprint.ROOT
FUNCTIONS = blueprint.functions()
ROUTED = [function for function in FUNCTIONS if function.routes]

each = pytest.mark.parametrize("function", ROUTED, ids=lambda function: function.logical_id)


def folders(parent: str, pattern: str) -> set[tuple[str, str]]:
    """Face and operation of what lies two levels under a folder."""
    found = (ROOT / parent).glob(pattern)
    return {(path.parent.name, path.stem) for path in found if not path.name.startswith(("_", "."))}


def routed() -> set[tuple[str, str]]:
    return {(function.face, function.operation) for function in ROUTED}


def deployed() -> set[tuple[str, str]]:
    return {(function.face, function.operation) for function in FUNCTIONS}


def documented() -> dict[tuple[str, str], tuple[str, str]]:
    """Method and path of each operation, by face and operation id."""
    found = [
        ((face.name, operation["operationId"]), (method.upper(), path))
        for face in FACES
        for path, methods in json.loads(face.file.read_text())["paths"].items()
        for method, operation in methods.items()
    ]
    assert len(found) == len(dict(found))
    return dict(found)


def is_within(path: str, other: str) -> bool:
    """Whether all that a path matches is matched by another one, since that is greedy."""
    parts = [re.escape(part) for part in re.split(r"\{\w+\+\}", other)]
    return len(parts) > 1 and re.fullmatch(".+".join(parts), path) is not None


def named_as(path: str) -> str:
    """A path under the prefix that TrueFoundry's newer clients use, if it is under that of the older ones."""
    return re.sub("^/api/ml/v1/", "/api/svc/v1/", path)


def test_every_folder_of_a_handler_is_a_block_and_every_block_a_folder() -> None:
    handlers = {(path.parent.parent.name, path.parent.name) for path in (ROOT / "functions").glob("*/*/app.py")}
    assert folders("functions", "*/*") == handlers == deployed()


def test_every_function_has_its_recorded_event_and_every_event_a_function() -> None:
    assert folders("events", "*/*.json") == deployed()


def test_every_route_has_its_contract_test_and_every_contract_test_a_route() -> None:
    found = {(path.parent.name, path.stem.removeprefix("test_")) for path in (ROOT / "tests" / "contract").glob("*/test_*.py")}
    assert found == routed()


@each
def test_a_recorded_event_is_one_of_its_route(function: blueprint.Function) -> None:
    event = json.loads((ROOT / "events" / function.face / f"{function.operation}.json").read_text())
    method, path = function.routes[0]
    assert event["routeKey"] == event["requestContext"]["routeKey"] == f"{method} {path}"
    assert event["requestContext"]["http"]["method"] == method
    assert event["version"] == "2.0"
    names = re.findall(r"\{(\w+)\+?\}", path)
    assert sorted(event.get("pathParameters", {})) == sorted(names)
    filled = re.sub(r"\{(\w+)\+?\}", lambda found: event["pathParameters"][found[1]], path)
    assert event["rawPath"] == event["requestContext"]["http"]["path"] == filled


@each
def test_a_handler_begins_with_its_routes_and_their_operations(function: blueprint.Function) -> None:
    first, *further = said(load(function.folder / "app.py").__doc__)
    assert (first["method"], first["path"]) == function.routes[0]
    assert first["id"] == "".join(word.capitalize() for word in function.operation.split("_"))
    named = [(line["method"], line["path"]) for line in (first, *further)]
    assert set(named) <= set(function.routes)
    # A route that is not named says nothing new: it lies within a greedy one that is, or is one under the older prefix.
    for method, path in set(function.routes) - set(named):
        within = any(method == other and is_within(path, greedy) for other, greedy in named)
        assert within or (method, named_as(path)) in named, path


@each
def test_the_document_has_the_operation(function: blueprint.Function) -> None:
    operation_id = function.logical_id.removeprefix(function.face.capitalize())
    method, path = function.routes[0]
    assert documented()[function.face, operation_id] == (method, path.replace("+}", "}"))


def test_the_documents_have_no_other_operation() -> None:
    known = {(face.name, operation.operation_id) for face in FACES for operation in operations(face.name)}
    assert set(documented()) == known


def test_every_face_has_a_document_and_every_document_a_face() -> None:
    assert [face.name for face in FACES] == list(dict.fromkeys(function.face for function in ROUTED))
    assert {path.stem for path in (ROOT / "docs" / "openapi").iterdir()} == {face.name for face in FACES}


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_the_document_is_what_handlers_and_template_say(face: Face) -> None:
    assert face.file.read_text() == document.text(face), "run `python -m local.openapi --fix`"


def test_the_readme_has_the_routes() -> None:
    assert readme.FILE.read_text() == readme.text(), "run `python -m local.openapi --fix`"
    rows = [row for row in readme.tables().splitlines() if "functions/" in row]
    assert len(rows) == len(documented())
