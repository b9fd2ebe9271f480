"""One name finds an operation everywhere: block, folder, docstring, document, README, event and tests."""

import json
import re

import pytest

from local import blueprint
from local.in_process import load
from local.openapi import document, readme
from local.openapi.operations import FIRST_LINE

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


def documented() -> dict[str, tuple[str, str]]:
    paths = json.loads(document.FILE.read_text())["paths"]
    return {
        operation["operationId"]: (method.upper(), path)
        for path, methods in paths.items()
        for method, operation in methods.items()
    }


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
def test_a_handler_begins_with_its_route_and_its_operation(function: blueprint.Function) -> None:
    first, *_ = (load(function.folder / "app.py").__doc__ or "").splitlines()
    said = FIRST_LINE.fullmatch(first)
    assert said, first
    assert (said["method"], said["path"]) == function.routes[0]
    assert said["id"] == "".join(word.capitalize() for word in function.operation.split("_"))


@each
def test_the_document_has_the_operation(function: blueprint.Function) -> None:
    operation_id = function.logical_id.removeprefix(function.face.capitalize())
    method, path = function.routes[0]
    assert documented()[operation_id] == (method, path.replace("+}", "}"))


def test_the_document_has_no_other_operation() -> None:
    assert len(documented()) == len(ROUTED)


def test_the_document_is_what_handlers_and_template_say() -> None:
    assert document.FILE.read_text() == document.text(), "run `python -m local.openapi --fix`"


def test_the_readme_has_the_routes() -> None:
    assert readme.FILE.read_text() == readme.text(), "run `python -m local.openapi --fix`"
    rows = [row for row in readme.table().splitlines() if "functions/" in row]
    assert len(rows) == len(ROUTED)
