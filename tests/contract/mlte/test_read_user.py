"""GET /api/user/{username}."""

import pytest

from contract.conftest import detail


def test_a_user_is_told_whole_and_with_nulls(client, make_user):
    made = make_user()
    answer = client.get(f"/api/user/{made['username']}")
    assert answer.status_code == 200
    assert answer.json() == made
    assert set(made) == {"username", "email", "full_name", "disabled", "role", "groups", "hashed_password"}
    assert made["email"] is None


@pytest.mark.parametrize("username", ["nobody", "%00", "%27%3B%20DROP%20TABLE%20users", "%25", "%F0%9F%A6%86", "a%0Ab"])
def test_nobody_is_404(client, username):
    answer = client.get(f"/api/user/{username}")
    assert answer.status_code == 404
    assert detail(answer).startswith("There is no user")


def test_a_slash_of_a_name_from_outside_is_three_hyphens_in_a_path(required):
    root = required.admin()
    name = "oidc:sub:repo:octo/hub:ref:refs/heads/main"
    required.people.user(name)
    path = f"/api/user/{name.replace('/', '---')}"
    assert root.http.get(path).json()["username"] == name
    assert root.http.delete(f"{path}/token").status_code == root.http.delete(f"{path}/token/oidc:1").status_code == 200
    assert [entry["name"] for entry in root.http.get(f"{path}/audit").json()] == [name] * 3
    assert root.http.get(f"{path}/models").json() == []
    assert root.http.delete(path).json()["username"] == name


def test_three_hyphens_of_our_own_names_stay(client, make_user):
    made = make_user(username="a---b")
    assert client.get("/api/user/a---b").json() == client.delete("/api/user/a---b").json() == made


def test_me_is_who_asks(required):
    ada = required.person()
    answer = ada.http.get("/api/user/me")
    assert answer.json() | {"hashed_password": ""} == ada.http.get(f"/api/user/{ada.name}").json()
    assert "hashed_password" not in answer.json()
    assert answer.json()["username"] == ada.name


def test_another_user_is_403_whether_there_is_one_or_not(required):
    ada, bob = required.person(), required.person()
    answers = [ada.http.get(f"/api/user/{name}") for name in (bob.name, "nobody")]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].json() == answers[1].json()


@pytest.mark.parametrize("group", ["read-user", "read-user-bob"])
def test_a_group_lets_others_see_a_user(required, group):
    required.people.user("bob")
    assert required.person("", group).http.get("/api/user/bob").status_code == 200


def test_who_is_not_signed_in_is_told_how(required):
    answer = required.client().get("/api/user/me")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert detail(answer)
