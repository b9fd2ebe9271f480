"""PUT /api/custom_list/{custom_list_id}/entry."""

import pytest

from contract.mlte.conftest import problems


def test_an_entry_says_what_it_is_given_and_keeps_its_place(client, make_entry):
    first, second = make_entry(), make_entry()
    changed = first | {"description": "another"}
    answer = client.put("/api/custom_list/tags/entry", json=changed)
    assert (answer.status_code, answer.json()) == (200, changed)
    found = client.get("/api/custom_list/tags").json()
    assert found.index(changed) < found.index(second)
    assert first not in found


def test_a_built_in_entry_is_changed_where_it_stands_and_changed_back(client):
    before = client.get("/api/custom_list/classification").json()
    old = next(one for one in before if one["name"] == "PHI")
    new = old | {"description": "Data about somebody's health."}
    assert client.put("/api/custom_list/classification/entry", json=new).json() == new
    assert client.get("/api/custom_list/classification").json() == [new if one == old else one for one in before]
    assert client.put("/api/custom_list/classification/entry", json=old).status_code == 200
    assert client.get("/api/custom_list/classification").json() == before


def test_the_parent_can_be_another_that_exists(client, make_entry):
    made = make_entry("quality_attributes", parent="Confidence")
    path = "/api/custom_list/quality_attributes/entry"
    assert client.put(path, json=made | {"parent": "Consistency"}).json()["parent"] == "Consistency"
    assert client.put(path, json=made | {"parent": "Nothing"}).status_code == 404
    assert client.get(f"{path}/{made['name']}").json()["parent"] == "Consistency"


def test_what_is_not_there_is_404(client, name):
    body = {"name": name, "description": ""}
    assert client.put("/api/custom_list/tags/entry", json=body).status_code == 404
    assert client.put("/api/custom_list/nothing/entry", json=body).status_code == 404


@pytest.mark.parametrize("change", [{"description": None}, {"description": "x" * 4_001}, {"parent": "Confidence"}])
def test_a_malformed_change_is_422_and_changes_nothing(client, make_entry, change):
    made = make_entry()
    assert problems(client.put("/api/custom_list/tags/entry", json=made | change))
    assert client.get(f"/api/custom_list/tags/entry/{made['name']}").json() == made


def test_who_may_only_read_gets_403(required):
    admin, reader = required.admin(), required.person("reader-of-lists")
    admin.http.put("/api/user", json={"username": reader.name, "groups": [{"name": "read-custom_list"}]}).raise_for_status()
    required.wait()
    assert reader.http.put("/api/custom_list/tags/entry", json={"name": "LLM", "description": ""}).status_code == 403
