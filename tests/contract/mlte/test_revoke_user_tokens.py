"""DELETE /api/user/{username}/token."""

import json
from base64 import urlsafe_b64decode

import pytest

from contract.mlte.conftest import problems

REVOKED = {"detail": "The tokens are void."}


def token_id(person):
    payload = person.http.headers["authorization"].split(".")[1]
    return json.loads(urlsafe_b64decode(payload + "=="))["jti"]


def test_the_word_is_that_it_is_done_also_the_second_time(client, make_user):
    path = f"/api/user/{make_user()['username']}/token"
    for _ in range(2):
        answer = client.delete(path)
        assert (answer.status_code, answer.json()) == (200, REVOKED)


@pytest.mark.parametrize("username", ["nobody", "%00", "%25"])
def test_nobody_is_404(client, username):
    assert client.delete(f"/api/user/{username}/token").status_code == 404


def test_an_id_that_no_token_has_the_length_of_is_422(client, make_user):
    assert problems(client.delete(f"/api/user/{make_user()['username']}/token", params={"token_id": "x" * 521}))


@pytest.mark.parametrize("token_id", ["oidc:sha256:" + "0" * 64, "oidc:" + "x" * 512])
def test_the_ids_of_an_outside_issuers_tokens_are_taken(client, make_user, token_id):
    assert client.delete(f"/api/user/{make_user()['username']}/token/{token_id}").json() == REVOKED


@pytest.mark.parametrize("who", ["me", "ada"])
def test_all_tokens_of_a_user_are_void_but_personal_ones_and_the_next(required, who):
    ada, again = required.person("ada"), required.person("ada")
    made = ada.http.post("/api/svc/v1/personal-access-tokens", json={"name": "program"}).json()["token"]
    assert ada.http.delete(f"/api/user/{who}/token").json() == REVOKED
    required.wait()
    assert [one.http.get("/api/user/me").status_code for one in (ada, again, required.person("ada"))] == [401, 401, 200]
    assert required.client(authorization=f"Bearer {made}").get("/api/user/me").status_code == 200


def test_one_token_is_void_and_the_others_hold(required):
    ada, again, root = required.person("ada"), required.person("ada"), required.admin()
    assert root.http.delete("/api/user/ada/token", params={"token_id": token_id(again)}).json() == REVOKED
    required.wait()
    assert [one.http.get("/api/user/me").status_code for one in (ada, again)] == [200, 401]


def test_only_so_many_are_remembered_singly_one_more_voids_all(required):
    ada, root = required.person("ada"), required.admin()
    for number in range(101):
        assert root.http.delete("/api/user/ada/token", params={"token_id": f"{number:064}"}).status_code == 200
    required.wait()
    assert ada.http.get("/api/user/me").status_code == 401


def test_others_are_403_and_administrators_for_those_who_edit_users_too(required):
    ada, bob, root = required.person(), required.person("", "edit-user"), required.admin()
    assert ada.http.delete(f"/api/user/{bob.name}/token").status_code == 403
    assert bob.http.delete(f"/api/user/{root.name}/token").status_code == 403
    assert bob.http.delete(f"/api/user/{ada.name}/token").status_code == 200
