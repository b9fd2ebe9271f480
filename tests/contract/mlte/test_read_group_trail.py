"""GET /api/group/{group_name}/audit."""

import pytest

from contract.mlte.conftest import permission, problems


def test_each_change_is_one_entry_newest_first_also_of_what_is_deleted(client, make_group):
    made = make_group()
    client.put("/api/group", json=made | {"permissions": [permission("model", "get")]})
    client.delete(f"/api/group/{made['name']}")
    answer = client.get(f"/api/group/{made['name']}/audit")
    assert answer.status_code == 200
    assert [entry["action"] for entry in answer.json()] == ["DELETE", "UPDATE", "CREATE"]
    assert {entry["name"] for entry in answer.json()} == {made["name"]}
    [granted] = answer.json()[1]["changes"]["grants"]
    assert granted.items() >= permission("model", "get").items()


def test_a_group_that_never_was_has_no_entries(client, name):
    answer = client.get(f"/api/group/{name}/audit")
    assert (answer.status_code, answer.json()) == (200, [])


@pytest.mark.parametrize("offset", ["x", "Vg==", "🦆"])
def test_a_hostile_offset_is_422(client, make_group, offset):
    assert problems(client.get(f"/api/group/{make_group()['name']}/audit", params={"offset": offset}))


def test_a_regular_user_sees_none(required):
    ada = required.person()
    assert {ada.http.get(f"/api/group/{name}/audit").status_code for name in ("read-model", "nobodys")} == {403}


def test_who_may_read_groups_does(required):
    required.admin().http.post("/api/group", json={"name": "reviewers"})
    [entry] = required.person("", "read-group").http.get("/api/group/reviewers/audit").json()
    assert entry["action"] == "CREATE"
