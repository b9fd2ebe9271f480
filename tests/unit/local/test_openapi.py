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
from local.openapi.faces import FACES
from local.openapi.schemas import EmptyLeftOut, Mode, NullLeftOut, Untitled, Whole

TEXT = {"type": "string"}


class Optional(BaseModel):
    """Members of every sort."""

    needed: str
    text: str = ""
    number: float | None = None
    flag: bool = False
    many: list[str] = []


NULLABLE = {"anyOf": [{"type": "number"}, {"type": "null"}]}
EVERY = ["needed", "text", "number", "flag", "many"]


def schema(model: type[BaseModel], mode: Mode = "validation", generator: type[Untitled] = EmptyLeftOut) -> dict[str, Any]:
    return model.model_json_schema(schema_generator=generator, mode=mode)


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_where_empties_are_left_out_an_optional_member_has_its_type_and_neither_null_nor_an_empty_default(mode: Mode) -> None:
    made = schema(Optional, mode)
    assert made["required"] == ["needed"]
    assert made["properties"] == {
        "needed": TEXT,
        "text": TEXT,
        "number": {"type": "number"},
        "flag": {"type": "boolean", "default": False},
        "many": {"type": "array", "items": TEXT},
    }


def test_where_nulls_are_left_out_answers_have_all_other_members_and_requests_may_be_null() -> None:
    answer = schema(Optional, "serialization", NullLeftOut)
    assert answer["required"] == [name for name in EVERY if name != "number"]
    assert answer["properties"]["number"] == {"type": "number"}
    request = schema(Optional, "validation", NullLeftOut)
    assert request["required"] == ["needed"]
    assert request["properties"]["number"] == NULLABLE


def test_where_answers_are_whole_they_have_every_member_and_requests_no_default_that_a_client_could_fill_in() -> None:
    answer = schema(Optional, "serialization", Whole)
    assert answer["required"] == EVERY
    assert answer["properties"]["number"] == NULLABLE
    request = schema(Optional, "validation", Whole)
    assert request["required"] == ["needed"]
    assert "default" not in json.dumps(request)


def test_requests_and_answers_of_one_model_have_one_schema() -> None:
    assert schema(ArtifactData, "validation") == schema(ArtifactData, "serialization")
    assert schema(ArtifactQuery)["required"] == ["name"]


@pytest.fixture(scope="module")
def documents() -> dict[str, Any]:
    return {face.name: document.document(face) for face in FACES}


@pytest.fixture
def made(documents: dict[str, Any]) -> Any:
    return documents["trust"]


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
        if "You do not have permission" in one["responses"].get("401", {}).get("description", "")
    }
    own = {("post", "/artifact/{artifact_type}"), ("delete", "/reset")}
    assert found == own | {(method, "/artifacts/{artifact_type}/{id}") for method in ("put", "delete")}


def test_a_form_is_documented_as_one(documents: dict[str, Any]) -> None:
    operation = documents["mlte"]["paths"]["/api/token"]["post"]
    [(media_type, body)] = operation["requestBody"]["content"].items()
    assert media_type == "application/x-www-form-urlencoded"
    assert body["example"]["grant_type"] == "password"
    form = documents["mlte"]["components"]["schemas"]["TokenForm"]
    assert sorted(form["required"]) == ["grant_type", "password", "username"]


def test_a_refusal_is_documented_with_the_schema_and_the_headers_that_the_code_gives_it(documents: dict[str, Any]) -> None:
    answers = documents["mlte"]["paths"]["/api/token"]["post"]["responses"]
    assert answers["400"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/TokenRefusal"}
    assert answers["422"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Refusal"}
    assert "401" not in answers
    assert list(answers["429"]["headers"]) == ["retry-after"]
    assert list(documents["mlte"]["paths"]["/api/user"]["get"]["responses"]["401"]["headers"]) == ["www-authenticate"]


def test_each_route_that_the_docstring_names_is_an_operation_with_its_own_parameters(documents: dict[str, Any]) -> None:
    paths = documents["mlte"]["paths"]
    many = paths["/api/user/{username}/token"]["delete"]
    one = paths["/api/user/{username}/token/{token_id}"]["delete"]
    assert (many["operationId"], one["operationId"]) == ("RevokeUserTokens", "RevokeUserToken")
    assert [parameter["name"] for parameter in many["parameters"]] == ["username"]
    assert [parameter["name"] for parameter in one["parameters"]] == ["username", "token_id"]


def test_members_and_parameters_have_the_names_that_go_over_the_wire(documents: dict[str, Any]) -> None:
    document = documents["truefoundry"]
    listing = document["paths"]["/api/svc/v1/personal-access-tokens"]["get"]
    assert [one["name"] for one in listing["parameters"]] == ["limit", "offset", "nameSearchQuery"]
    assert {one["in"] for one in listing["parameters"]} == {"query"}
    assert "tenantName" in document["components"]["schemas"]["SessionUser"]["properties"]


def test_a_body_that_may_be_missing_is_not_required(documents: dict[str, Any]) -> None:
    paths = documents["truefoundry"]["paths"]
    assert paths["/api/svc/v1/personal-access-tokens"]["post"]["requestBody"]["required"] is True
    assert paths["/api/svc/v1/personal-access-tokens/revoke/all"]["delete"]["requestBody"]["required"] is False


@pytest.mark.parametrize("face", [face.name for face in FACES])
def test_every_component_that_is_named_is_there_and_every_one_there_is_named(documents: dict[str, Any], face: str) -> None:
    made = documents[face]
    named = set(re.findall(r'"#/components/(\w+)/([\w-]+)"', json.dumps(made)))
    there = {(kind, name) for kind in ("schemas", "responses") for name in made["components"][kind]}
    assert named == there
    asked = {name for methods in made["paths"].values() for one in methods.values() for way in one["security"] for name in way}
    assert asked == set(made["components"]["securitySchemes"])


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A README and documents elsewhere."""
    monkeypatch.setattr(blueprint, "ROOT", tmp_path)
    monkeypatch.setattr(document, "text", lambda face: f"the {face.name} face as it should be")
    monkeypatch.setattr(readme, "text", lambda: "as it should be")
    monkeypatch.setattr(readme, "FILE", tmp_path / "README.md")
    (tmp_path / "docs" / "openapi").mkdir(parents=True)
    for file in (*(face.file for face in FACES), readme.FILE):
        file.write_text("as it was")
    return tmp_path


def test_a_check_tells_what_has_drifted_and_writes_nothing(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--check"]) == 1
    assert capsys.readouterr().out.count("--fix") == len(FACES) + 1
    assert (files / "README.md").read_text() == "as it was"


def test_what_is_fixed_passes_the_check(files: Path) -> None:
    assert command.main(["--fix"]) == 0
    assert (files / "docs" / "openapi" / "mlte.json").read_text() == "the mlte face as it should be"
    assert command.main(["--check"]) == 0


def test_the_table_replaces_what_stood_between_the_markers() -> None:
    present = f"before\n{readme.BEGIN}\nold\n{readme.END}\nafter\n"
    assert readme.with_table(present, "new") == f"before\n{readme.BEGIN}\nnew\n{readme.END}\nafter\n"


def test_a_readme_without_markers_gets_them() -> None:
    assert readme.with_table("# Name\n", "new") == f"# Name\n\n{readme.HEADING}\n\n{readme.BEGIN}\nnew\n{readme.END}\n"


def test_a_readme_without_an_end_of_the_table_is_not_cut() -> None:
    with pytest.raises(readme.MarkerMissingError):
        readme.with_table(f"{readme.BEGIN}\nold\nafter\n", "new")


@pytest.mark.parametrize("docstring", [None, "", "Something.", "GET /a - do it (DoIt).\n\nAnd more."])
def test_a_handler_that_does_not_say_what_it_is_is_refused(docstring: str | None) -> None:
    with pytest.raises(operations.HandlerDocstringError):
        operations.said(docstring)
