"""GET /api/group/{group_name}."""

from urllib.parse import quote

import pytest

from contract.conftest import detail
from contract.mlte.conftest import permission


def test_a_group_is_told_with_nulls(client, make_group):
    made = make_group(permissions=[permission("model", "get"), permission("user", "put", "ada")])
    answer = client.get(f"/api/group/{made['name']}")
    assert (answer.status_code, answer.json()) == (200, made)
    assert made["permissions"][0]["resource_id"] is None


@pytest.mark.parametrize(
    ("group", "permissions"),
    [
        ("read-model", [permission("model", "get")]),
        ("create-catalog", [permission("catalog", "post")]),
        ("read-catalog-a___b", [permission("catalog", "get", "a-b")]),
        ("read-catalog-a-b", [permission("catalog", "get", "a-b")]),
    ],
)
def test_what_a_built_in_group_permits_its_name_says(client, group, permissions):
    assert client.get(f"/api/group/{quote(group)}").json() == {"name": group, "permissions": permissions}


@pytest.mark.parametrize(
    ("group", "permissions"),
    [
        ("edit-dataset", [permission("dataset", "put"), permission("dataset", "delete")]),
        ("edit-code-100%", [permission("code", method, "100%") for method in ("put", "delete", "post")]),
        ("read-project-ünï 🦆", [permission("project", "get", "ünï 🦆")]),
    ],
)
def test_what_is_permitted_on_types_that_mlte_has_not_is_told_apart(client, group, permissions):
    told = {"name": group, "permissions": [], "other_permissions": permissions}
    assert client.get(f"/api/group/{quote(group)}").json() == told


def test_the_groups_of_a_model_are_there_as_long_as_it_is(client, name):
    group = f"/api/group/edit-model-{name}"
    assert client.get(group).status_code == 404
    client.post("/api/model", json={"identifier": name}).raise_for_status()
    methods = [one["method"] for one in client.get(group).json()["permissions"]]
    assert methods == ["put", "delete", "post"]
    client.delete(f"/api/model/{name}").raise_for_status()
    assert client.get(group).status_code == 404


def test_the_groups_of_a_user_are_there_as_long_as_they_are(client, name):
    group = f"/api/group/read-user-{name}"
    assert client.get(group).status_code == 404
    client.post("/api/user", json={"username": name, "password": "correct horse"}).raise_for_status()
    assert client.get(group).json()["permissions"][0]["resource_id"] == name
    client.delete(f"/api/user/{name}").raise_for_status()
    assert client.get(group).status_code == 404


@pytest.mark.parametrize("group", ["no-such-group", "create-model-bert", "read-", "read-thing", "read-model-", "Read-model"])
def test_a_group_that_there_is_not_is_404(client, group):
    answer = client.get(f"/api/group/{group}")
    assert answer.status_code == 404
    assert group in detail(answer)


def test_a_regular_user_sees_none_whether_there_is_one_or_not(required):
    ada = required.person()
    answers = [ada.http.get(f"/api/group/{name}") for name in ("read-model", "nobodys")]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].json() == answers[1].json()


@pytest.mark.parametrize("group", ["read-group", "read-group-read___model"])
def test_who_may_read_groups_does(required, group):
    assert required.person("", group).http.get("/api/group/read-model").status_code == 200
