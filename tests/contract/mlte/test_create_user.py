"""POST /api/user."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from contract.conftest import detail
from contract.mlte.conftest import NEW_USER_GROUPS, NO_NAMES, PASSWORD, permission, problems

HOSTILE = {
    "id": "0", "created_by": "root", "hashed_password": "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA", "token_version": 99,
    "revision": 99, "is_admin": True, "memberships": [{"group": "edit-user", "since": ""}],
}  # fmt: skip


def test_a_user_is_made_with_what_every_new_one_may_do(client, name):
    answer = client.post("/api/user", json={"username": name, "password": PASSWORD})
    assert answer.status_code == 200
    body = answer.json()
    own = [f"{what}-user-{name.replace('-', '___')}" for what in ("read", "edit")]
    assert [group["name"] for group in body.pop("groups")] == [*NEW_USER_GROUPS, *own]
    assert body.pop("hashed_password") == ""
    assert body == {"username": name, "email": None, "full_name": None, "disabled": False, "role": "regular"}


def test_a_group_is_told_with_its_permissions(make_user):
    groups = {group["name"]: group["permissions"] for group in make_user()["groups"]}
    assert groups["create-model"] == [permission("model", "post")]
    assert groups["edit-custom_list"] == [permission("custom_list", "put"), permission("custom_list", "delete")]


def test_null_is_nothing_as_if_it_were_not_said(client, make_user):
    """MLTE's client says every member."""
    made = make_user(email=None, full_name=None)
    assert (made["email"], made["full_name"]) == (None, None)
    assert client.get(f"/api/user/{made['username']}").json() == made


def test_mlte_s_client_can_read_a_user(client, make_user):
    """It reads no user without a hash, and no permission on a type that MLTE has not: those are told apart."""
    made = make_user()
    assert made["hashed_password"] == ""
    assert {one["resource_type"] for group in made["groups"] for one in group["permissions"]} == {
        "model",
        "custom_list",
        "user",
    }
    groups = {group["name"]: group for group in made["groups"]}
    expected = {"name": "create-dataset", "permissions": [], "other_permissions": [permission("dataset", "post")]}
    assert groups["create-dataset"] == expected
    assert set(groups["create-model"]) == {"name", "permissions"}


def test_what_an_administrator_says_is_kept(client, make_user, make_group):
    group = make_group(permissions=[permission("model", "get", "bert")])
    said = {"email": "ada@example.org", "full_name": "Ada", "disabled": True, "role": "admin"}
    made = make_user(**said, groups=[{"name": "read-model"}, group])
    assert made.items() >= said.items()
    assert group in made["groups"]
    assert client.get(f"/api/user/{made['username']}").json() == made


def test_no_answer_has_the_password_or_a_hash_of_it(client, make_user):
    made = make_user(password="a-secret-that-is-told-nobody")
    told = [client.get(f"/api/user/{made['username']}{rest}").text for rest in ("", "/audit")]
    told += [client.get("/api/users/details").text, str(made)]
    for text in told:
        assert "a-secret-that" not in text
        assert "argon2" not in text
        assert text.count("hashed_password") == text.count('"hashed_password":""') + text.count("'hashed_password': ''")


@pytest.mark.parametrize(
    "decoration",
    [
        "", " with blanks", "'; DROP TABLE users; --", "-a-b", "100%", "%41", "%", "?a=1", "#b", "+", "ünï", "数据🦆",
        "{name}", "..", "\\", '"', "<script>", "__", "-_", "\u202e", "\N{ZERO WIDTH JOINER}", "🏳️‍🌈" * 8, "\U0001f600" * 80,
    ],
)  # fmt: skip
def test_any_text_is_a_name_by_which_the_user_is_found(client, make_user, name, decoration):
    made = make_user(username=name + decoration)
    assert made["username"] == name + decoration
    path = f"/api/user/{quote(name + decoration, safe='')}"
    assert client.get(path).json() == made
    assert client.get(f"{path}/audit").json()[0]["name"] == name + decoration
    assert client.delete(path).json() == made


def test_two_spellings_of_one_text_are_one_name(client, make_user, name):
    assert make_user(username=f"{name}-e\u0301")["username"] == f"{name}-\u00e9"
    assert client.post("/api/user", json={"username": f"{name}-\u00e9", "password": PASSWORD}).status_code == 409
    for spelling in ("e\u0301", "\u00e9"):
        assert client.get(f"/api/user/{quote(f'{name}-{spelling}')}").status_code == 200


def test_a_name_with_a_slash_is_400_for_no_path_could_lead_to_it(client, name):
    answer = client.post("/api/user", json={"username": f"{name}/b", "password": PASSWORD})
    assert answer.status_code == 400
    assert "slash" in detail(answer)


@pytest.mark.parametrize("username", [*NO_NAMES, "me", "anonymous"])
def test_what_is_no_name_is_400(client, username):
    answer = client.post("/api/user", json={"username": username, "password": PASSWORD})
    assert answer.status_code == 400
    assert "name" in detail(answer)


@pytest.mark.parametrize("username", ["ada___b", "ada_-b", "_-", "a-___-b"])
def test_a_name_whose_groups_would_be_another_users_is_400(client, username):
    """In the names of groups `___` stands for a hyphen: `edit-user-ada___b` lets its members change `ada-b`."""
    answer = client.post("/api/user", json={"username": username, "password": PASSWORD})
    assert answer.status_code == 400
    assert "___" in detail(answer)


@pytest.mark.parametrize("password", ["x", " ", "\x00", "'; DROP TABLE users; --", "🦆" * 1024, "a" * 1024, "\u202e\r\n\t"])
def test_any_text_of_1024_characters_is_a_password(required, password):
    admin = required.admin()
    body = {"username": "ada", "password": password}
    assert admin.http.post("/api/user", json=body).status_code == 200
    form = {"grant_type": "password", "username": "ada", "password": password}
    assert required.client().post("/api/token", data=form).status_code == 200
    assert required.client().post("/api/token", data=form | {"password": f"{password} "[:1024][::-1] + "x"}).status_code == 400


@pytest.mark.parametrize("password", ["", "z" * 1025, "🦆" * 1025])
def test_no_password_and_a_longer_one_are_422(client, name, password):
    answer = client.post("/api/user", json={"username": name, "password": password})
    assert "password" in problems(answer)[0]["msg"]
    assert "zzz" not in answer.text
    assert client.get(f"/api/user/{name}").status_code == 404


def test_a_name_that_is_taken_is_409_and_changes_nothing(client, make_user):
    made = make_user(email="ada@example.org")
    answer = client.post("/api/user", json={"username": made["username"], "password": "another", "role": "admin"})
    assert answer.status_code == 409
    assert made["username"] in detail(answer)
    assert client.get(f"/api/user/{made['username']}").json() == made


def test_of_eight_creations_of_one_name_at_once_one_wins(client, name):
    with ThreadPoolExecutor(8) as pool:
        body = {"username": name, "password": PASSWORD}
        answers = list(pool.map(lambda _: client.post("/api/user", json=body).status_code, range(8)))
    assert sorted(answers) == [200] + [409] * 7


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ({}, [["body", "username"], ["body", "password"]]),
        ({"username": "a"}, [["body", "password"]]),
        ({"username": "", "password": "x"}, [["body", "username"]]),
        ({"username": ["s3cret"], "password": {"s3cret": 1}}, [["body", "username"], ["body", "password"]]),
        ({"username": "a", "password": "s3cret", "role": "root"}, [["body", "role"]]),
        ({"username": "a", "password": "s3cret", "groups": ["s3cret"]}, [["body", "groups", 0]]),
        ({"username": "a", "password": "s3cret", "disabled": "s3cret"}, [["body", "disabled"]]),
        ({"username": "a", "password": "s3cret", "email": "e" * 255}, [["body", "email"]]),
        ({"username": "a", "password": "s3cret", "full_name": "n" * 1025}, [["body", "full_name"]]),
        (["s3cret"], [["body"]]),
        ("s3cret", [["body"]]),
    ],
)
def test_a_malformed_body_is_422_says_where_and_repeats_nothing(client, body, places):
    answer = client.post("/api/user", json=body)
    assert [one["loc"] for one in problems(answer)] == places
    assert "s3cret" not in answer.text


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'{"username": "\\ud800"}', b"[" * 10_000])
def test_what_is_no_json_is_422(client, content):
    problems(client.post("/api/user", content=content, headers={"content-type": "application/json"}))


def test_a_group_that_there_is_not_is_404_and_nobody_is_made(client, name):
    body = {"username": name, "password": PASSWORD, "groups": [{"name": f"no-{name}"}]}
    assert client.post("/api/user", json=body).status_code == 404
    assert client.get(f"/api/user/{name}").status_code == 404


def test_groups_whose_names_are_longer_than_any_resources_are_none(client, name):
    groups = [{"name": f"read-model-{number}-{'x' * 9_000}"} for number in range(90)]
    answer = client.post("/api/user", json={"username": name, "password": PASSWORD, "groups": groups})
    assert answer.status_code == 404


def test_members_that_are_not_the_clients_to_say_change_nothing(client, make_user):
    made = make_user(**HOSTILE)
    assert set(made) == {"username", "email", "full_name", "disabled", "role", "groups", "hashed_password"}
    assert made["hashed_password"] == ""
    assert made["role"] == "regular"
    assert "edit-user" not in [group["name"] for group in made["groups"]]
    [entry] = client.get(f"/api/user/{made['username']}/audit").json()
    assert entry["changes"]["created_by"] != "root"
    assert entry["changes"]["id"] != "0"
    assert entry["changes"]["token_version"] == 1


def test_a_regular_user_makes_nobody(required):
    answer = required.person().http.post("/api/user", json={"username": "friend", "password": PASSWORD})
    assert answer.status_code == 403
    assert "permission" in detail(answer)


def test_who_may_make_users_makes_no_administrators_and_gives_no_groups(required):
    clerk = required.person("clerk", "create-user")
    body = {"username": "friend", "password": PASSWORD, "groups": [{"name": "edit-user"}, {"name": "read-model"}]}
    assert clerk.http.post("/api/user", json=body | {"role": "admin"}).status_code == 403
    made = clerk.http.post("/api/user", json=body).json()
    assert {"edit-user", "read-model"}.isdisjoint(group["name"] for group in made["groups"])
