"""POST /api/custom_list/{custom_list_id}/entry."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from cairn.core import custom_lists
from contract.conftest import detail
from contract.mlte.conftest import problems
from fixtures.forged import bearer
from local.in_process import InProcess

BUILT_IN = json.loads((Path(custom_lists.__file__).parent / "data" / "custom_lists.json").read_text())
ENTRIES = [(of, one) for of, entries in BUILT_IN.items() for one in entries]


def test_an_entry_is_added_as_it_was_sent(client, name):
    body = {"name": name, "description": "Ranks what one may want.", "parent": None}
    answer = client.post("/api/custom_list/problem_types/entry", json=body)
    assert (answer.status_code, answer.json()) == (200, body)
    assert client.get(f"/api/custom_list/problem_types/entry/{name}").json() == body
    assert client.get("/api/custom_list/problem_types").json()[-1] == body


def test_what_is_not_said_is_empty_and_what_is_unknown_is_dropped(client, name):
    answer = client.post("/api/custom_list/tags/entry", json={"name": name, "description": "", "revision": 9})
    assert answer.json() == {"name": name, "description": "", "parent": None}


def test_a_name_that_the_list_has_is_409_built_in_or_added(client, make_entry):
    added = make_entry()
    for taken in (added["name"], "LLM"):
        answer = client.post("/api/custom_list/tags/entry", json={"name": taken, "description": "other"})
        assert answer.status_code == 409
        assert taken in detail(answer)
    assert client.get(f"/api/custom_list/tags/entry/{added['name']}").json() == added


def test_another_list_may_have_the_name(client, make_entry):
    added = make_entry("tags")
    assert make_entry("classification", name=added["name"]) == added


def test_an_entry_of_a_list_that_is_under_another_has_its_parent_there(client, make_entry):
    category = make_entry("qa_categories")["name"]
    assert make_entry("quality_attributes", parent=category)["parent"] == category
    for parent in (f"{category}-none", "", None, "LLM"):
        body = {"name": f"under-{category}", "description": "", "parent": parent}
        assert client.post("/api/custom_list/quality_attributes/entry", json=body).status_code == 404


def test_an_entry_of_a_list_that_is_under_no_other_has_no_parent(client, name):
    answer = client.post("/api/custom_list/tags/entry", json={"name": name, "description": "", "parent": "Confidence"})
    assert problems(answer)


@pytest.mark.parametrize("custom_list", ["nothing", "Tags", "tags ", "..%252f", "ünï"])
def test_a_list_that_does_not_exist_is_404(client, name, custom_list):
    body = {"name": name, "description": ""}
    assert client.post(f"/api/custom_list/{quote(custom_list)}/entry", json=body).status_code == 404


@pytest.mark.parametrize("decoration", ["'; DROP", "100%", "%41", "?#", "ünï 数据🦆", " a / b ", "-/-", "a---b", "entry", '"'])
def test_any_text_is_a_name_by_which_the_entry_is_found(client, make_entry, name, decoration):
    made = make_entry(name=name + decoration)
    # As MLTE's client writes it into an address.
    path = f"/api/custom_list/tags/entry/{quote(made['name'].replace('/', '---'))}"
    assert client.get(path).json() == made
    assert client.delete(path).json() == made
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("bad", ["", ".", "..", "a\x00", "a\nb", "a" * 257])
def test_what_no_address_can_name_is_422(client, bad):
    assert problems(client.post("/api/custom_list/tags/entry", json={"name": bad, "description": ""}))


@pytest.mark.parametrize(
    "body",
    [
        {}, [], None, {"name": "a"}, {"description": "a"}, {"name": 1, "description": ""}, {"name": "a", "description": None},
        {"name": "a", "description": "s3cret" * 700}, {"name": "a", "description": "", "parent": 5},
    ],
)  # fmt: skip
def test_a_malformed_body_is_422_and_repeats_nothing(client, body):
    answer = client.post("/api/custom_list/tags/entry", json=body)
    assert problems(answer)
    assert "s3cret" not in answer.text


def test_of_six_additions_of_one_name_at_once_one_wins_and_of_six_names_none_is_lost(client, name):
    def add(of: str) -> int:
        return client.post("/api/custom_list/tags/entry", json={"name": of, "description": ""}).status_code

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(add, [name] * 6)) == [200] + [409] * 5
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(add, [f"{name}-{number}" for number in range(3)])) == [200] * 3
    present = {one["name"] for one in client.get("/api/custom_list/tags").json()}
    assert {f"{name}-{number}" for number in range(3)} <= present


# --- what MLTE's client sends before it signs in --------------------------------------------------------------------------


def test_the_seventy_built_in_entries_are_409_for_nobody_so_that_set_store_goes_on(required):
    nobody = required.client()
    assert len(ENTRIES) == 70
    for of, one in ENTRIES:
        answer = nobody.post(f"/api/custom_list/{of}/entry", json=one)
        assert answer.status_code == 409, one
        assert one["name"] in detail(answer)


def test_that_reads_nothing_and_writes_nothing(required, monkeypatch):
    lists = required.admin().http
    before = [lists.get(f"/api/custom_list/{of}").json() for of in BUILT_IN]

    def touched(*_: object, **__: object) -> None:
        raise AssertionError

    with monkeypatch.context() as patch:
        patch.setattr("cairn.store.table.Table._call", touched)
        body = {"name": "LLM", "description": "something else"}
        assert required.client().post("/api/custom_list/tags/entry", json=body).status_code == 409
    assert [lists.get(f"/api/custom_list/{of}").json() for of in BUILT_IN] == before


@pytest.mark.parametrize(
    ("of", "body"),
    [
        ("tags", {"name": "word", "description": ""}), ("tags", {"name": "llm", "description": ""}), ("tags", {}),
        ("tags", None),
        ("tags", {"name": "Forecasting", "description": ""}), ("none", {"name": "LLM", "description": ""}),
        ("tags", {"name": "LLM"}),
        ("tags", {"name": "LLM", "description": "x" * 5_000}), ("tags", {"name": ["LLM"], "description": ""}),
    ],
)  # fmt: skip
def test_everything_else_without_a_token_is_401(required, of, body):
    answer = required.client().post(f"/api/custom_list/{of}/entry", json=body)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_no_other_route_answers_nobody(required):
    nobody, body = required.client(), {"name": "LLM", "description": ""}
    for method, path in [("PUT", "/tags/entry"), ("GET", "/tags/entry/LLM"), ("DELETE", "/tags/entry/LLM"), ("GET", "/tags")]:
        content = {"json": body} if method == "PUT" else {}
        assert nobody.request(method, f"/api/custom_list{path}", **content).status_code == 401


@pytest.mark.parametrize("header", [bearer("forged"), {"authorization": "Basic YTpi"}, {"authorization": ""}])
def test_a_bad_token_is_401_also_for_a_built_in_entry(required, header):
    forged = httpx.Client(base_url="http://cairn.test", transport=InProcess(), headers=header)
    assert forged.post("/api/custom_list/tags/entry", json={"name": "LLM", "description": ""}).status_code == 401


# --- who may --------------------------------------------------------------------------------------------------------------


def test_every_new_user_may_add_and_who_may_not_create_gets_403(required, name):
    body = {"name": name, "description": ""}
    assert required.person().http.post("/api/custom_list/tags/entry", json=body).status_code == 200
    admin, other = required.admin(), required.person("outsider", "read-custom_list")
    groups = [{"name": "read-custom_list"}, {"name": "edit-model"}]
    assert admin.http.put("/api/user", json={"username": other.name, "groups": groups}).status_code == 200
    required.wait()
    for one in (body, {"name": "LLM", "description": ""}, {"name": f"{name}-2", "description": ""}):
        assert other.http.post("/api/custom_list/tags/entry", json=one).status_code == 403


def test_who_may_edit_one_list_may_add_to_that_one_alone(required, name):
    admin, editor = required.admin(), required.person("editor-of-tags")
    groups = [{"name": "edit-custom_list-tags"}]
    assert admin.http.put("/api/user", json={"username": editor.name, "groups": groups}).status_code == 200
    required.wait()
    body = {"name": name, "description": ""}
    assert editor.http.post("/api/custom_list/tags/entry", json=body).status_code == 200
    assert editor.http.post("/api/custom_list/classification/entry", json=body).status_code == 403
