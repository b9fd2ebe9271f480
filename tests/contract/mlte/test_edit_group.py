"""PUT /api/group."""

import pytest

from contract.conftest import detail
from contract.mlte.conftest import permission, problems


def test_the_permissions_are_those_that_were_sent(client, make_group):
    made = make_group(permissions=[permission("model", "get"), permission("code", "put", "tool")])
    told = made | {"permissions": [permission("model", "any")]}
    for _ in range(2):
        answer = client.put("/api/group", json=told)
        assert (answer.status_code, answer.json()) == (200, told)
    assert client.get(f"/api/group/{made['name']}").json() == told
    assert client.put("/api/group", json={"name": made["name"], "other_permissions": []}).json()["permissions"] == []


def test_who_knows_mlte_s_types_alone_takes_away_none_of_the_others(client, make_group):
    """MLTE's clients drop the member that they do not know, and send the rest back."""
    code = permission("code", "put", "tool")
    made = make_group(permissions=[permission("model", "get"), code])
    told = {"name": made["name"], "permissions": [permission("user", "get")]}
    assert client.put("/api/group", json=told).json() == told | {"other_permissions": [code]}


@pytest.mark.parametrize("change", [{"other_permissions": []}, {"permissions": [permission("dataset", "get")]}])
def test_who_says_something_of_the_other_types_says_all(client, make_group, change):
    made = make_group(permissions=[permission("model", "get"), permission("code", "put", "tool")])
    changed = client.put("/api/group", json={"name": made["name"], "permissions": []} | change).json()
    assert changed["permissions"] == []
    assert changed.get("other_permissions", []) == change.get("permissions", [])


@pytest.mark.parametrize("group", ["no-such-group", "%", "a/b", "\x00", "'; DROP TABLE groups"])
def test_a_group_that_there_is_not_is_404(client, group):
    answer = client.put("/api/group", json={"name": group, "permissions": []})
    assert answer.status_code == 404
    assert detail(answer)


@pytest.mark.parametrize("group", ["read-model", "edit-user-ada"])
def test_a_built_in_group_permits_what_its_name_says_and_nothing_else(client, group):
    assert problems(client.put("/api/group", json={"name": group, "permissions": [permission("user", "any")]}))


@pytest.mark.parametrize(
    "change",
    [{"permissions": None}, {"permissions": [{}]}, {"name": ""}, {"permissions": "s3cret"}, {"other_permissions": ["s3cret"]}],
)
def test_a_malformed_body_is_422_and_changes_nothing(client, make_group, change):
    made = make_group(permissions=[permission("model", "get")])
    answer = client.put("/api/group", json=made | change)
    assert problems(answer)
    assert "s3cret" not in answer.text
    assert client.get(f"/api/group/{made['name']}").json() == made


def test_who_may_edit_groups_gives_others_permissions_and_themselves_none(required):
    root, wanted = required.admin(), [permission("user", "get")]
    for name in ("others", "editors"):
        root.http.post("/api/group", json={"name": name})
    editor = required.person("", "edit-group", "editors")
    assert editor.http.put("/api/group", json={"name": "others", "permissions": wanted}).json()["permissions"] == wanted
    assert editor.http.put("/api/group", json={"name": "editors", "permissions": wanted}).status_code == 403
    assert root.http.put("/api/group", json={"name": "editors", "permissions": wanted}).status_code == 200


@pytest.mark.parametrize("groups", [(), ("create-group", "read-group")])
def test_who_may_not_changes_none_whether_there_is_one_or_not(required, groups):
    person, root = required.person("", *groups), required.admin()
    root.http.post("/api/group", json={"name": "reviewers"})
    answers = [person.http.put("/api/group", json={"name": name}) for name in ("reviewers", "nobodys", "read-model")]
    assert {answer.status_code for answer in answers} == {403}
    assert len({answer.text for answer in answers}) == 1


def test_members_may_what_the_group_permits_as_soon_as_it_does(required):
    root = required.admin()
    root.http.post("/api/group", json={"name": "clerks"})
    clerk = required.person("", "clerks")
    assert clerk.http.get("/api/user").status_code == 403
    root.http.put("/api/group", json={"name": "clerks", "permissions": [permission("user", "get")]})
    required.wait()
    assert clerk.http.get("/api/user").status_code == 200
    root.http.put("/api/group", json={"name": "clerks", "permissions": []})
    required.wait()
    assert clerk.http.get("/api/user").status_code == 403
