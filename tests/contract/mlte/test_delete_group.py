"""DELETE /api/group/{group_name}."""

import pytest

from contract.mlte.conftest import permission, problems


def test_the_deleted_group_is_told_and_gone(client, make_group):
    made = make_group(permissions=[permission("model", "get")])
    path = f"/api/group/{made['name']}"
    answer = client.delete(path)
    assert (answer.status_code, answer.json()) == (200, made)
    assert client.get(path).status_code == client.delete(path).status_code == 404
    assert made["name"] not in client.get("/api/group").json()


@pytest.mark.parametrize("group", ["no-such-group", "%00", "%25", "%27;DROP"])
def test_a_group_that_there_is_not_is_404(client, group):
    assert client.delete(f"/api/group/{group}").status_code == 404


def test_a_built_in_group_stays(client):
    assert problems(client.delete("/api/group/read-model"))
    assert client.get("/api/group/read-model").status_code == 200


def test_who_may_edit_groups_deletes_them(required):
    root = required.admin()
    root.http.post("/api/group", json={"name": "reviewers"})
    assert required.person("", "edit-group").http.delete("/api/group/reviewers").status_code == 200
    assert root.http.get("/api/group/reviewers").status_code == 404


def test_nobody_but_an_administrator_deletes_one_that_they_are_in(required):
    root = required.admin()
    root.http.post("/api/group", json={"name": "reviewers"})
    assert required.person("", "edit-group", "reviewers").http.delete("/api/group/reviewers").status_code == 403
    assert root.http.delete("/api/group/reviewers").status_code == 200


@pytest.mark.parametrize("groups", [(), ("create-group", "read-group")])
def test_who_may_not_deletes_none_whether_there_is_one_or_not(required, groups):
    required.admin().http.post("/api/group", json={"name": "reviewers"})
    person = required.person("", *groups)
    assert {person.http.delete(f"/api/group/{name}").status_code for name in ("reviewers", "nobodys")} == {403}


def test_who_was_in_it_is_not_in_a_new_one_of_the_name(required):
    root = required.admin()
    body = {"name": "clerks", "permissions": [permission("user", "get")]}
    root.http.post("/api/group", json=body)
    clerk = required.person("", "clerks")
    assert clerk.http.get("/api/user").status_code == 200
    root.http.delete("/api/group/clerks")
    required.wait()
    assert clerk.http.get("/api/user").status_code == 403
    root.http.post("/api/group", json=body)
    required.wait()
    assert clerk.http.get("/api/user").status_code == 403
    told = clerk.http.get("/api/user/me").json()
    assert told | {"hashed_password": ""} == next(
        user for user in root.http.get("/api/users/details").json() if user["username"] == clerk.name
    )
    assert "clerks" not in [group["name"] for group in told["groups"]]


def test_who_was_in_it_can_be_put_into_a_new_one_of_the_name(required):
    root = required.admin()
    body = {"name": "clerks", "permissions": [permission("user", "get")]}
    root.http.post("/api/group", json=body)
    clerk = required.person("", "clerks")
    root.http.delete("/api/group/clerks")
    root.http.post("/api/group", json=body)
    root.http.put("/api/user", json={"username": clerk.name, "groups": [body]})
    required.wait()
    assert clerk.http.get("/api/user").status_code == 200
