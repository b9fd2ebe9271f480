"""How the OpenAPI document and the README's route table are made."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from cairn.faces.trust.listing import ArtifactQuery
from cairn.faces.trust.models import ArtifactData
from local import blueprint
from local.openapi import __main__ as command
from local.openapi import document, operations, readme

TEXT = {"type": "string"}


class Optional(BaseModel):
    """Members of every sort."""

    needed: str
    text: str = ""
    number: float | None = None
    flag: bool = False
    many: list[str] = []


def schema(model: type[BaseModel], mode: document.Mode = "validation") -> dict[str, Any]:
    return model.model_json_schema(schema_generator=document.Schemas, mode=mode)


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_an_optional_member_has_its_type_and_neither_null_nor_an_empty_default(mode: document.Mode) -> None:
    made = schema(Optional, mode)
    assert made["required"] == ["needed"]
    assert made["properties"] == {
        "needed": TEXT,
        "text": TEXT,
        "number": {"type": "number"},
        "flag": {"type": "boolean", "default": False},
        "many": {"type": "array", "items": TEXT},
    }


def test_requests_and_answers_of_one_model_have_one_schema() -> None:
    assert schema(ArtifactData, "validation") == schema(ArtifactData, "serialization")
    assert schema(ArtifactQuery)["required"] == ["name"]


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return document.document()


def test_a_path_parameter_is_described_by_the_request(made: dict[str, Any]) -> None:
    parameters = made["paths"]["/artifacts/{artifact_type}/{id}"]["get"]["parameters"]
    assert [(one["name"], one["in"], one["required"]) for one in parameters] == [
        ("artifact_type", "path", True),
        ("id", "path", True),
    ]
    assert parameters[0]["schema"] == {"$ref": "#/components/schemas/ArtifactType"}
    assert parameters[1]["schema"]["pattern"]


def test_a_greedy_parameter_is_a_path_parameter_like_any_other(made: dict[str, Any]) -> None:
    parameters = made["paths"]["/artifact/byName/{name}"]["get"]["parameters"]
    assert [(one["name"], one["in"], one["required"]) for one in parameters] == [
        ("name", "path", True),
        ("offset", "query", False),
    ]
    assert not [path for path in made["paths"] if path.startswith("/artifact/byName/{name}/")]


def test_a_list_tells_where_it_goes_on(made: dict[str, Any]) -> None:
    assert "offset" in made["paths"]["/artifacts"]["post"]["responses"]["200"]["headers"]
    assert "headers" not in made["paths"]["/tracks"]["get"]["responses"]["200"]


def test_a_route_that_needs_nothing_asks_for_no_token(made: dict[str, Any]) -> None:
    assert made["paths"]["/health/components"]["get"]["security"] == []
    assert made["paths"]["/reset"]["delete"]["security"] == [{"Token": []}, {"Bearer": []}]


def test_whatever_changes_something_can_be_refused_for_want_of_a_permission(made: dict[str, Any]) -> None:
    found = {
        (method, path)
        for path, methods in made["paths"].items()
        for method, one in methods.items()
        if "401" in one["responses"]
    }
    own = {("post", "/artifact/{artifact_type}"), ("delete", "/reset")}
    assert found == own | {(method, "/artifacts/{artifact_type}/{id}") for method in ("put", "delete")}


def test_every_component_that_is_named_is_there_and_every_one_there_is_named(made: dict[str, Any]) -> None:
    named = set(re.findall(r'"#/components/(\w+)/(\w+)"', json.dumps(made)))
    there = {(kind, name) for kind in ("schemas", "responses") for name in made["components"][kind]}
    assert named == there


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A README and a document elsewhere."""
    monkeypatch.setattr(blueprint, "ROOT", tmp_path)
    for made in (document, readme):
        monkeypatch.setattr(made, "text", lambda: "as it should be")
        monkeypatch.setattr(made, "FILE", tmp_path / made.FILE.name)
        made.FILE.write_text("as it was")
    return tmp_path


def test_a_check_tells_what_has_drifted_and_writes_nothing(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--check"]) == 1
    assert capsys.readouterr().out.count("--fix") == 2
    assert (files / "README.md").read_text() == "as it was"


def test_what_is_fixed_passes_the_check(files: Path) -> None:
    assert command.main(["--fix"]) == 0
    assert (files / "trust.json").read_text() == "as it should be"
    assert command.main(["--check"]) == 0


def test_the_table_replaces_what_stood_between_the_markers() -> None:
    present = f"before\n{readme.BEGIN}\nold\n{readme.END}\nafter\n"
    assert readme.with_table(present, "new") == f"before\n{readme.BEGIN}\nnew\n{readme.END}\nafter\n"


def test_a_readme_without_markers_gets_them() -> None:
    assert readme.with_table("# Name\n", "new") == f"# Name\n\n{readme.HEADING}\n\n{readme.BEGIN}\nnew\n{readme.END}\n"


def test_a_readme_without_an_end_of_the_table_is_not_cut() -> None:
    with pytest.raises(readme.MarkerMissingError):
        readme.with_table(f"{readme.BEGIN}\nold\nafter\n", "new")


def test_a_handler_that_does_not_say_what_it_is_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "load", lambda path: type("Module", (), {"__doc__": "Something.", "handler": None}))
    with pytest.raises(operations.HandlerDocstringError, match="Something"):
        operations.operations("trust")
