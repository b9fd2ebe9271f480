"""DELETE /api/user/{username}."""

import pytest

from contract.conftest import detail
from contract.mlte.conftest import PASSWORD


def test_the_deleted_user_is_told_and_gone(client, make_user):
    made = make_user(email="ada@example.org")
    path = f"/api/user/{made['username']}"
    answer = client.delete(path)
    assert (answer.status_code, answer.json()) == (200, made)
    assert client.get(path).status_code == client.delete(path).status_code == 404
    assert made["username"] not in client.get("/api/user").json()
    assert made not in client.get("/api/users/details").json()


def test_its_name_can_be_given_again(client, make_user):
    made = make_user(role="admin", email="ada@example.org")
    client.delete(f"/api/user/{made['username']}")
    again = make_user(username=made["username"])
    assert (again["role"], again["email"]) == ("regular", None)


@pytest.mark.parametrize("username", ["nobody", "me", "%00", "%25", "..%3B", "%F0%9F%A6%86"])
def test_nobody_is_404(client, username):
    answer = client.delete(f"/api/user/{username}")
    assert answer.status_code == 404
    assert detail(answer).startswith("There is no user")


def test_a_deleted_users_tokens_die_and_a_new_user_of_the_name_inherits_nothing(required):
    root, old = required.admin(), required.person("ada", "read-dataset", "edit-user")
    body = {"url": "https://e.org/a", "name": "hers"}
    artifact = old.http.post("/artifact/dataset", json=body).json()["metadata"]
    tokens = "/api/svc/v1/personal-access-tokens"
    program = required.client(authorization=f"Bearer {old.http.post(tokens, json={'name': 'program'}).json()['token']}")
    assert program.get("/api/user/me").json()["username"] == "ada"
    assert root.http.delete("/api/user/ada").status_code == 200
    required.wait()
    assert [one.get("/api/user/me").status_code for one in (old.http, program)] == [401, 401]

    new = required.person("ada")
    required.wait()
    assert [one.get("/api/user/me").status_code for one in (old.http, program)] == [401, 401]
    assert new.http.get(tokens).json()["data"] == []
    assert {"read-dataset", "edit-user"}.isdisjoint(one["name"] for one in new.http.get("/api/user/me").json()["groups"])
    assert new.http.get(f"/artifacts/dataset/{artifact['id']}").status_code == 404
    assert new.http.delete(f"/artifacts/dataset/{artifact['id']}").status_code == 404
    assert new.http.post("/artifact/dataset", json=body | {"url": "https://e.org/b"}).status_code == 401
    assert [entry["action"] for entry in new.http.get("/api/user/ada/audit").json()] == ["CREATE"]


def test_the_password_dies_with_the_user(required):
    root, ada = required.admin(), required.person()
    root.http.delete(f"/api/user/{ada.name}")
    form = {"grant_type": "password", "username": ada.name, "password": PASSWORD}
    assert required.client().post("/api/token", data=form).status_code == 400


def test_users_may_delete_themselves_and_nobody_else(required):
    ada, bob, root = required.person(), required.person(), required.admin()
    for name in (bob.name, root.name, "nobody"):
        assert ada.http.delete(f"/api/user/{name}").status_code == 403
    assert ada.http.delete(f"/api/user/{ada.name}").status_code == 200


def test_who_may_edit_users_does_not_delete_administrators(required):
    clerk, root = required.person("", "edit-user"), required.admin()
    assert clerk.http.delete(f"/api/user/{root.name}").status_code == 403
    assert root.http.get("/api/user/me").status_code == 200


def test_more_tokens_than_a_transaction_holds_go_with_the_user(required):
    ada, root = required.person(), required.admin()
    tokens = "/api/svc/v1/personal-access-tokens"
    made = [ada.http.post(tokens, json={"name": f"t-{number}"}).json()["token"] for number in range(120)]
    assert root.http.delete(f"/api/user/{ada.name}").status_code == 200
    required.wait()
    statuses = {required.client(authorization=f"Bearer {token}").get("/api/user/me").status_code for token in made}
    assert statuses == {401}
