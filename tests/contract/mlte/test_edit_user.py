"""PUT /api/user."""

from contextlib import contextmanager
from uuid import uuid4

import pytest

from cairn.accounts import Role
from contract.conftest import detail
from contract.mlte.conftest import PASSWORD, permission, problems


def test_what_is_said_changes_and_the_rest_stays(client, make_user):
    made = make_user(email="ada@example.org", full_name="Ada")
    answer = client.put("/api/user", json={"username": made["username"], "full_name": "Ada Lovelace"})
    assert answer.status_code == 200
    assert answer.json() == made | {"full_name": "Ada Lovelace"}
    assert client.get(f"/api/user/{made['username']}").json() == answer.json()


def test_the_same_again_is_fine(client, make_user):
    made = make_user()
    for _ in range(2):
        answer = client.put("/api/user", json=made | {"password": PASSWORD})
        assert (answer.status_code, answer.json()) == (200, made)
        assert PASSWORD not in answer.text
        assert "argon2" not in answer.text


def test_null_takes_away_and_without_a_password_the_old_one_holds(client, make_user):
    made = make_user(email="ada@example.org", full_name="Ada")
    answer = client.put("/api/user", json={"username": made["username"], "email": None, "full_name": None, "password": None})
    assert answer.json() == made | {"email": None, "full_name": None}


def test_an_administrator_changes_role_state_and_groups(client, make_user, make_group):
    made, group = make_user(), make_group(permissions=[permission("model", "get")])
    told = {"username": made["username"], "role": "admin", "disabled": True, "groups": [group, {"name": "read-model"}]}
    changed = client.put("/api/user", json=told).json()
    assert changed.items() >= {"role": "admin", "disabled": True}.items()
    assert [one["name"] for one in changed["groups"]] == [group["name"], "read-model"]
    assert client.put("/api/user", json={"username": made["username"], "groups": []}).json()["groups"] == []


def test_what_a_group_is_said_to_permit_changes_nothing(client, make_user, make_group):
    made, group = make_user(), make_group()
    told = {"username": made["username"], "groups": [group | {"permissions": [permission("user", "any")]}]}
    assert client.put("/api/user", json=told).json()["groups"] == [group]
    assert client.get(f"/api/group/{group['name']}").json() == group


@pytest.mark.parametrize("username", ["no-such-user", "me", "%", "'; DROP TABLE users", "\x00", "a/b", "🦆"])
def test_nobody_is_404(client, username):
    answer = client.put("/api/user", json={"username": username, "full_name": "x"})
    assert answer.status_code == 404
    assert username in detail(answer)


def test_a_group_that_there_is_not_is_404_and_changes_nothing(client, make_user, name):
    made = make_user()
    told = {"username": made["username"], "full_name": "x", "groups": [{"name": f"no-{name}"}]}
    assert client.put("/api/user", json=told).status_code == 404
    assert client.get(f"/api/user/{made['username']}").json() == made


@pytest.mark.parametrize(
    "change",
    [
        {"password": ""}, {"password": "s3cret" * 171}, {"password": 5}, {"role": "s3cret"}, {"role": None}, {"groups": None},
        {"disabled": None}, {"email": "s3cret" * 50}, {"full_name": "s3cret" * 200}, {"groups": [{}]}, {"username": ""},
        {"email": "a@b.c\r\nBcc: s3cret@b.c"}, {"email": "a@b.c\n"}, {"email": "a\x00@b.c"}, {"email": "a\u2028@b.c"},
    ],
)  # fmt: skip
def test_a_malformed_change_is_422_repeats_nothing_and_changes_nothing(client, make_user, change):
    made = make_user()
    answer = client.put("/api/user", json={"username": made["username"], "full_name": "x"} | change)
    assert problems(answer)
    assert "s3cret" not in answer.text
    assert client.get(f"/api/user/{made['username']}").json() == made


def test_nobody_makes_more_of_themselves(required):
    ada = required.person()
    before = ada.http.get(f"/api/user/{ada.name}").json()
    for told in (
        {"role": "admin"}, {"groups": [{"name": "edit-user"}]}, {"groups": []}, {"disabled": True},
        {"id": "0", "token_version": 0, "hashed_password": "x", "created_by": "root", "is_admin": True, "memberships": []},
    ):  # fmt: skip
        answer = ada.http.put("/api/user", json={"username": ada.name, **told})
        assert (answer.status_code, answer.json()) == (200, before)
    required.wait()
    assert ada.http.get("/api/user").status_code == 403
    assert ada.http.get("/api/user/me").json() | {"hashed_password": ""} == before


def test_another_user_is_403_whether_there_is_one_or_not(required):
    ada, bob = required.person(), required.person()
    answers = [ada.http.put("/api/user", json={"username": name, "email": "x"}) for name in (bob.name, "nobody")]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].json() == answers[1].json()


def test_who_may_edit_users_does_not_reach_administrators(required):
    clerk, root, ada = required.person("", "edit-user"), required.admin(), required.person()
    assert clerk.http.put("/api/user", json={"username": ada.name, "email": "x"}).status_code == 200
    for told in ({"password": "mine now"}, {"email": "x"}, {"disabled": True}):
        answer = clerk.http.put("/api/user", json={"username": root.name, **told})
        assert answer.status_code == 403
        assert "administrator" in detail(answer)
    answer = clerk.http.put("/api/user", json={"username": clerk.name, "role": "admin"})
    assert answer.json()["role"] == "regular"


@pytest.mark.parametrize(
    ("told", "status"), [({"password": "another one"}, 401), ({"disabled": True}, 403), ({"role": "admin"}, 401)]
)
def test_a_new_password_state_or_role_voids_the_users_tokens(required, told, status):
    ada, root = required.person(), required.admin()
    assert ada.http.get("/api/user/me").status_code == 200
    assert root.http.put("/api/user", json={"username": ada.name, **told}).status_code == 200
    required.wait()
    answer = ada.http.get("/api/user/me")
    assert answer.status_code == status
    assert ("inactive" in detail(answer)) == ("www-authenticate" not in answer.headers) == (status == 403)


def test_who_was_just_locked_out_or_demoted_changes_nobody(required):
    """The door knows them from a moment ago, when they were let in."""
    ada, root, owner, other = required.person(), required.admin(), required.admin(), required.admin()
    with program(required, owner) as http:
        assert {one.get("/api/user/me").status_code for one in (ada.http, root.http, http)} == {200}
        other.http.put("/api/user", json={"username": ada.name, "disabled": True})
        for one in (root, owner):
            other.http.put("/api/user", json={"username": one.name, "role": "regular"})
        assert ada.http.put("/api/user", json={"username": ada.name, "password": "kept"}).status_code == 403
        assert ada.http.post("/api/svc/v1/personal-access-tokens", json={"name": "kept"}).status_code == 401
        assert root.http.post("/api/user", json={"username": "kept", "password": "kept"}).status_code == 401
        assert http.post("/api/group", json={"name": "kept", "permissions": []}).status_code == 403


def test_more_groups_than_are_taken_are_422_and_those_of_ml_repos_do_not_count(required):
    ada, root, eve = required.person(), required.admin(), required.person()
    for number in range(46):
        manifest = {"type": "ml-repo", "name": f"repo-{number}", "storage_integration_fqn": "default"}
        manifest["collaborators"] = [{"subject": f"user:{ada.name}", "role_id": "mlf-project-editor"}]
        assert eve.http.put("/api/svc/v1/ml-repos", json={"manifest": manifest}).status_code == 200
    told = root.http.get(f"/api/user/{ada.name}").json()
    assert len(told["groups"]) > 100
    changed = root.http.put("/api/user", json=told | {"full_name": "Ada", "groups": [*told["groups"], {"name": "read-model"}]})
    assert len(changed.json()["groups"]) == len(told["groups"]) + 1
    many = [{"name": f"read-model-m{number}"} for number in range(101)]
    assert problems(root.http.put("/api/user", json={"username": ada.name, "groups": many}))


def test_a_personal_token_sets_no_password_and_promotes_nobody(required):
    ada, root = required.person(), required.admin()
    told = [
        (ada, {"username": ada.name, "password": "mine now"}),
        (root, {"username": ada.name, "password": "mine now"}),
        (root, {"username": ada.name, "role": "admin"}),
    ]
    for owner, body in told:
        with program(required, owner) as http:
            answer = http.put("/api/user", json=body)
            assert answer.status_code == 403
            assert "sign in with your password" in detail(answer)
            assert http.put("/api/user", json=body | {"password": None, "role": "regular", "email": "x"}).status_code == 200
    assert ada.http.get("/api/user/me").json()["role"] == "regular"


@contextmanager
def program(required, owner):
    """What a program of somebody's sends requests with."""
    path = "/api/svc/v1/personal-access-tokens"
    token = owner.http.post(path, json={"name": f"t-{uuid4()}"[:30]}).json()["token"]
    with required.client(authorization=f"Bearer {token}") as http:
        yield http


def test_a_permission_meant_for_a_former_user_of_the_name_does_not_reach_the_new_one(required):
    required.people.user("bob")
    guardian, root = required.person("", "edit-user-bob", "read-user-bob"), required.admin()
    assert guardian.http.put("/api/user", json={"username": "bob", "email": "x"}).status_code == 200
    root.http.delete("/api/user/bob")
    required.people.user("bob")
    required.wait()
    assert guardian.http.put("/api/user", json={"username": "bob", "password": "mine now"}).status_code == 403
    for path in ("/api/user/bob", "/api/user/bob/audit"):
        assert guardian.http.get(path).status_code == 403
    assert guardian.http.delete("/api/user/bob").status_code == 403


def test_a_long_name_of_emoji_signs_in_like_any_other(required):
    ada = required.person("\U0001f600" * 128, role=Role.ADMIN)
    answer = ada.http.put("/api/user", json={"username": ada.name, "email": "\U0001f600" * 254, "password": PASSWORD})
    assert answer.status_code == 200
    required.wait()
    again = required.person(ada.name)
    assert again.http.get("/api/user/me").json() | {"hashed_password": ""} == answer.json()
