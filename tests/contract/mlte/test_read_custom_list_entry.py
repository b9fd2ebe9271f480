"""GET /api/custom_list/{custom_list_id}/entry/{custom_list_entry_id}."""

import pytest


def test_a_built_in_entry_is_there_without_being_written(client):
    found = client.get("/api/custom_list/quality_attributes/entry/Fairness").json()
    assert (found["name"], found["parent"]) == ("Fairness", "Responsible AI")
    assert found["description"]


@pytest.mark.parametrize("path", ["tags/entry/nothing", "tags/entry/llm", "nothing/entry/LLM", "problem_types/entry/LLM"])
def test_what_is_not_there_is_404(client, path):
    assert client.get(f"/api/custom_list/{path}").status_code == 404


def test_who_may_not_read_lists_gets_403_whether_there_is_an_entry_or_not(required):
    admin, stranger = required.admin(), required.person("stranger-to-lists")
    admin.http.put("/api/user", json={"username": stranger.name, "groups": [{"name": "edit-custom_list"}]}).raise_for_status()
    required.wait()
    for name in ("LLM", "nothing"):
        assert stranger.http.get(f"/api/custom_list/tags/entry/{name}").status_code == 403
