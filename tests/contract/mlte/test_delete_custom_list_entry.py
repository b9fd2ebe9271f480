"""DELETE /api/custom_list/{custom_list_id}/entry/{custom_list_entry_id}."""

import pytest


def test_an_entry_is_gone_and_was_what_is_answered(client, make_entry):
    made = make_entry()
    path = f"/api/custom_list/tags/entry/{made['name']}"
    assert client.delete(path).json() == made
    assert client.get(path).status_code == client.delete(path).status_code == 404
    assert made not in client.get("/api/custom_list/tags").json()


def test_a_built_in_entry_can_go_and_come_back(client):
    path, before = "/api/custom_list/tags/entry", client.get("/api/custom_list/tags").json()
    gone = client.delete(f"{path}/Decision Support").json()
    assert client.get(f"{path}/Decision Support").status_code == 404
    assert client.get("/api/custom_list/tags").json() == [one for one in before if one != gone]
    assert client.put(f"{path}", json=gone).status_code == 404
    assert client.post(path, json=gone).json() == gone
    assert client.get("/api/custom_list/tags").json() == before


def test_what_is_under_an_entry_goes_with_it(client, make_entry):
    category, other = make_entry("qa_categories")["name"], make_entry("qa_categories")["name"]
    under = [make_entry("quality_attributes", parent=category) for _ in range(2)]
    stays = make_entry("quality_attributes", parent=other)
    assert client.delete(f"/api/custom_list/qa_categories/entry/{category}").status_code == 200
    left = client.get("/api/custom_list/quality_attributes").json()
    assert stays in left
    assert [one for one in under if one in left] == []


def test_a_built_in_category_takes_its_built_in_attributes_along(client):
    attributes = client.get("/api/custom_list/quality_attributes").json()
    under = [one for one in attributes if one["parent"] == "Consistency"]
    category = client.delete("/api/custom_list/qa_categories/entry/Consistency").json()
    try:
        assert [one["name"] for one in under[:2]] == ["Reproducibility", "Repeatability"]
        assert client.get("/api/custom_list/quality_attributes").json() == [one for one in attributes if one not in under]
    finally:
        client.post("/api/custom_list/qa_categories/entry", json=category).raise_for_status()
        for one in under:
            client.post("/api/custom_list/quality_attributes/entry", json=one).raise_for_status()


@pytest.mark.parametrize("path", ["tags/entry/nothing", "nothing/entry/LLM"])
def test_what_is_not_there_is_404(client, path):
    assert client.delete(f"/api/custom_list/{path}").status_code == 404


def test_who_may_only_add_gets_403(required):
    admin, adder = required.admin(), required.person("adder-to-lists")
    admin.http.put("/api/user", json={"username": adder.name, "groups": [{"name": "create-custom_list"}]}).raise_for_status()
    required.wait()
    assert adder.http.delete("/api/custom_list/tags/entry/LLM").status_code == 403
