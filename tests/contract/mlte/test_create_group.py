"""POST /api/group."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from contract.conftest import detail
from contract.mlte.conftest import NO_NAMES, permission, problems


def test_a_group_is_made_as_it_was_sent(client, name):
    body = {
        "name": name,
        "permissions": [permission("model", "get", "a-b")],
        "other_permissions": [permission("dataset", "any")],
    }
    answer = client.post("/api/group", json=body)
    assert (answer.status_code, answer.json()) == (200, body)
    assert client.get(f"/api/group/{name}").json() == body


def test_what_mlte_has_no_type_for_is_told_apart_and_taken_with_the_rest_too(client, make_group):
    model, dataset = permission("model", "get"), permission("dataset", "any")
    made = make_group(permissions=[dataset, model])
    assert (made["permissions"], made["other_permissions"]) == ([model], [dataset])
    assert "other_permissions" not in make_group(permissions=[model], other_permissions=[])


def test_a_permission_that_is_there_twice_counts_once_and_none_is_fine(client, make_group):
    one = permission("model", "get")
    assert make_group(permissions=[one, one])["permissions"] == [one]
    assert make_group()["permissions"] == []


def test_members_that_are_not_the_clients_to_say_change_nothing(client, make_group):
    granted = permission("model", "get") | {"granted_at": "0"}
    made = make_group(id="0", created_by="root", created_at="0", revision=9, permissions=[granted])
    assert set(made) == {"name", "permissions"}
    assert made["permissions"] == [permission("model", "get")]
    [entry] = client.get(f"/api/group/{made['name']}/audit").json()
    assert entry["changes"]["created_by"] != "root"
    assert entry["changes"]["grants"][0]["granted_at"] > "2"


@pytest.mark.parametrize("decoration", ["", "'; DROP TABLE groups", "___", "-", "100%", "%41", "?#", "ünï 数据🦆", "..", '"'])
def test_any_text_is_a_name_by_which_the_group_is_found(client, make_group, name, decoration):
    made = make_group(name=name + decoration)
    path = f"/api/group/{quote(made['name'], safe='')}"
    assert made["name"] == name + decoration
    assert client.get(path).json() == client.delete(path).json() == made


@pytest.mark.parametrize("group", [*NO_NAMES, "me"])
def test_what_is_no_name_is_400(client, group):
    answer = client.post("/api/group", json={"name": group})
    assert answer.status_code == 400
    assert "name" in detail(answer)


@pytest.mark.parametrize("group", ["read-model", "create-custom_list", "edit-user-ada", "read-model-a___b", "edit-model-\x00"])
def test_a_name_that_is_built_in_is_409(client, group):
    assert client.post("/api/group", json={"name": group, "permissions": [permission("user", "any")]}).status_code == 409
    assert permission("user", "any") not in client.get(f"/api/group/{quote(group)}").json().get("permissions", [])


def test_a_name_that_is_taken_is_409_and_changes_nothing(client, make_group):
    made = make_group(permissions=[permission("model", "get")])
    answer = client.post("/api/group", json={"name": made["name"], "permissions": []})
    assert answer.status_code == 409
    assert made["name"] in detail(answer)
    assert client.get(f"/api/group/{made['name']}").json() == made


def test_of_six_creations_of_one_name_at_once_one_wins(client, name):
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: client.post("/api/group", json={"name": name}).status_code, range(6)))
    assert sorted(answers) == [200] + [409] * 5


@pytest.mark.parametrize(
    "body",
    [
        {}, [], None, "s3cret", {"name": ""}, {"name": 1}, {"name": "a", "permissions": None},
        {"name": "a", "permissions": ["s3cret"]}, {"name": "a", "permissions": [{"resource_type": "s3cret", "method": "get"}]},
        {"name": "a", "permissions": [{"resource_type": "model", "method": "s3cret"}]},
        {"name": "a", "permissions": [{"resource_type": "model"}]},
        {"name": "a", "permissions": [permission("model", "get", "")]},
        {"name": "a", "permissions": [permission("model", "get", "s3cret\x00")]},
        {"name": "a", "permissions": [permission("model", "get", "s3cret" * 200)]},
        {"name": "a", "permissions": [permission("model", "get", str(number)) for number in range(501)]},
        {"name": "a", "permissions": [permission("model", "get")] * 2001},
    ],
)  # fmt: skip
def test_a_malformed_body_is_422_and_repeats_nothing(client, body):
    answer = client.post("/api/group", json=body)
    assert problems(answer)
    assert "s3cret" not in answer.text


def test_more_than_a_record_holds_is_refused(client, name):
    permissions = [permission("model", "get", f"{number}{'x' * 1000}") for number in range(500)]
    assert client.post("/api/group", json={"name": name, "permissions": permissions}).status_code == 413


@pytest.mark.parametrize("groups", [(), ("edit-group", "read-group")])
def test_who_may_not_make_groups_makes_none(required, groups):
    answer = required.person("", *groups).http.post("/api/group", json={"name": "mine"})
    assert answer.status_code == 403
    assert detail(answer)


def test_who_may_make_groups_is_not_in_them(required):
    maker = required.person("", "create-group")
    made = {"name": "mine", "permissions": [permission("user", "get")]}
    assert maker.http.post("/api/group", json=made).json() == made
    maker.http.put("/api/user", json={"username": maker.name, "groups": [made]})
    required.wait()
    assert maker.http.get("/api/user").status_code == 403
