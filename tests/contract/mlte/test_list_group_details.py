"""GET /api/groups/details."""

from contract.mlte.conftest import permission


def test_all_groups_are_told_with_their_permissions(client, make_group):
    made = make_group(permissions=[permission("model", "get", "bert")])
    answer = client.get("/api/groups/details")
    assert answer.status_code == 200
    assert made in answer.json()
    assert {"name": "read-model", "permissions": [permission("model", "get")]} in answer.json()
    assert sorted(group["name"] for group in answer.json()) == sorted(client.get("/api/group").json())


def test_a_regular_user_sees_none(required):
    assert required.person().http.get("/api/groups/details").status_code == 403


def test_who_may_read_groups_does(required):
    assert required.person("", "read-group").http.get("/api/groups/details").status_code == 200
