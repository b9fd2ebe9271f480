"""PUT /authenticate."""

import base64
import json
import re
import time

import pytest

from cairn.access.users import Profile
from cairn.composition import signing_in
from contract.conftest import detail
from fixtures.aws import ADMIN_PASSWORD
from fixtures.people import OPERATOR, PASSWORD


def credentials(name="ada", password=PASSWORD, **more):
    return {"user": {"name": name, "is_admin": False, **more}, "secret": {"password": password}}


@pytest.fixture
def ada(required):
    return required.person("ada")


def test_an_open_deployment_issues_no_tokens(client):
    answer = client.put("/authenticate", json=credentials())
    assert answer.status_code == 501
    assert "AUTH_MODE" in detail(answer)


def test_the_answer_is_a_json_string_that_goes_into_a_header_as_it_is(required, ada):
    answer = required.client().put("/authenticate", json=credentials())
    assert answer.status_code == 200
    token = answer.json()
    assert re.fullmatch(r"bearer [\w-]+\.[\w-]+\.[\w-]+", token, re.ASCII)
    for header in ("x-authorization", "X-AUTHORIZATION", "authorization"):
        signed_in = required.client(**{header: token})
        assert signed_in.post("/artifacts", json=[{"name": "*"}]).status_code == 200


def test_the_token_is_good_on_the_other_faces_and_has_the_claims_that_their_clients_read(required, ada):
    token = required.client().put("/authenticate", json=credentials()).json()
    signed_in = required.client(authorization=token)
    assert signed_in.get("/api/user/me").json()["username"] == "ada"
    assert signed_in.get("/api/svc/v1/session").json()["user"]["id"] == ada.user.id
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    assert claims.items() >= {"tenantName": "cairn", "username": "ada", "email": "ada", "aud": "cairn"}.items()
    assert claims["exp"] - claims["iat"] == 7200


@pytest.mark.parametrize("claim", [{"is_admin": True}, {"role": "admin"}, {"groups": ["edit-user"]}])
def test_who_says_that_they_are_an_administrator_is_none_by_that(required, ada, claim):
    token = required.client().put("/authenticate", json=credentials(**claim)).json()
    assert required.client(authorization=token).get("/api/user/me").json()["role"] == "regular"
    assert required.client(authorization=token).delete("/reset").status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        ("ada", "wrong"), ("ada", ""), ("ada", "z" * 1025), ("ada", "\x00"), ("ada", "' OR '1'='1"), ("Ada", PASSWORD),
        ("ada ", PASSWORD), ("nobody", PASSWORD), ("🦆" * 500, PASSWORD), ("ada\x00", PASSWORD), ("admin", "wrong"),
    ],
)  # fmt: skip
def test_whatever_is_wrong_the_answer_is_the_same(required, ada, wrong):
    answer = required.client().put("/authenticate", json=credentials(*wrong))
    assert answer.status_code == 401
    assert detail(answer) == "The user or password is invalid."


def test_a_disabled_user_is_told_so_by_the_right_password_only(required, ada):
    required.people.users.update(OPERATOR, Profile(name="ada", is_disabled=True))
    answer = required.client().put("/authenticate", json=credentials())
    assert answer.status_code == 401
    assert "disabled" in detail(answer)
    assert "disabled" not in detail(required.client().put("/authenticate", json=credentials(password="wrong")))


@pytest.mark.parametrize(
    "body",
    [
        {}, [], None, "s3cret", {"user": {"name": "ada"}}, {"secret": {"password": "s3cret"}}, credentials(name=""),
        credentials(name=None), credentials(password=None), credentials(password=["s3cret"]), credentials(is_admin="s3cret"),
        {"user": "s3cret", "secret": "s3cret"},
    ],
)  # fmt: skip
def test_a_malformed_body_is_400_and_repeats_nothing(required, body):
    answer = required.client().put("/authenticate", json=body)
    assert answer.status_code == 400
    assert "s3cret" not in detail(answer)


@pytest.mark.parametrize("content", [b"", b"{", b'{"user": {"name": "\\ud800"}}', b"[" * 10_000])
def test_what_is_no_json_is_400(required, content):
    assert required.client().put("/authenticate", content=content).status_code == 400


def test_after_five_failures_an_account_waits_and_is_told_how_long(required, ada):
    now = time.time()
    signing_in()._now = lambda: now
    for _ in range(5):
        assert required.client().put("/authenticate", json=credentials(password="wrong")).status_code == 401
    answer = required.client().put("/authenticate", json=credentials())
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "1"
    required.wait(1.5)
    assert required.client().put("/authenticate", json=credentials()).status_code == 200


def test_the_first_administrator_signs_in_by_the_secret_of_the_deployment(required):
    answer = required.client().put("/authenticate", json=credentials("admin", ADMIN_PASSWORD))
    assert answer.status_code == 200
    assert required.client(authorization=answer.json()).get("/api/user").json() == ["admin"]
