"""POST /api/token."""

import time
from urllib.parse import urlencode

import pytest

from cairn.composition import signing_in
from contract.conftest import detail
from contract.mlte.conftest import PASSWORD, problems
from fixtures.aws import ADMIN_PASSWORD

FORM = {"grant_type": "password", "username": "ada", "password": PASSWORD}
INVALID = {"error": "invalid_grant", "error_description": "The user or password is invalid."}


@pytest.fixture
def ada(required):
    return required.person("ada")


def sign_in(required, **changes):
    return required.client().post("/api/token", data=FORM | changes)


def test_where_nobody_need_sign_in_everybody_gets_a_token(client):
    answer = client.post("/api/token", data=FORM)
    assert answer.status_code == 200
    assert answer.json() == {"access_token": "open", "token_type": "bearer", "expires_in": 7200}


def test_a_name_and_a_password_make_a_token_that_is_good_everywhere(required, ada):
    answer = sign_in(required)
    assert answer.status_code == 200
    token = answer.json()["access_token"]
    assert answer.json() == {"access_token": token, "token_type": "bearer", "expires_in": 7200}
    signed_in = required.client(authorization=f"Bearer {token}")
    assert signed_in.get("/api/user/me").json()["username"] == "ada"
    assert signed_in.get("/api/svc/v1/session").json()["user"]["username"] == "ada"
    assert signed_in.post("/artifacts", json=[{"name": "*"}]).status_code == 200


def test_a_token_ends_when_it_says(required, ada):
    signed_in = required.client(authorization=f"Bearer {sign_in(required).json()['access_token']}")
    required.wait(7195)
    assert signed_in.get("/api/user/me").status_code == 200
    required.wait(10)
    assert signed_in.get("/api/user/me").status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": PASSWORD.lower()}, {"password": f"{PASSWORD} "}, {"password": ""}, {"password": "z" * 1025},
        {"password": "\x00"}, {"password": "' OR '1'='1"}, {"username": "Ada"}, {"username": "ada "}, {"username": "me"},
        {"username": ""}, {"username": "*"}, {"username": "ada\x00"}, {"username": "🦆" * 500}, {"username": "anonymous"},
    ],
)  # fmt: skip
def test_whatever_is_wrong_the_answer_is_the_same_and_not_wrapped(required, ada, wrong):
    answer = sign_in(required, **wrong)
    assert (answer.status_code, answer.json()) == (400, INVALID)


def test_a_disabled_user_is_told_so_by_the_right_password_only(required, ada):
    required.admin().http.put("/api/user", json={"username": "ada", "disabled": True})
    answer = sign_in(required)
    assert answer.status_code == 400
    assert answer.json() == {"error": "invalid_request", "error_description": "The user ada is disabled."}
    assert sign_in(required, password="wrong").json() == INVALID


def test_without_a_grant_type_it_is_not_supported(client):
    answer = client.post("/api/token", data={"username": "ada", "password": "s3cret"})
    assert answer.status_code == 400
    assert answer.json()["error"] == "unsupported_grant_type"
    assert set(answer.json()) == {"error", "error_description"}


@pytest.mark.parametrize(
    "content",
    [
        "grant_type=password&username=s3cret", "grant_type=password&password=s3cret",
        urlencode(FORM | {"grant_type": "s3cret"}), "", "s3cret", "username=%FF%FEs3cret&password=x",
        f"{urlencode(FORM)}&password=s3cret", "&".join(f"s3cret{number}=1" for number in range(50)), '{"username": "s3cret"}',
    ],
)  # fmt: skip
def test_a_form_that_is_none_is_422_and_repeats_nothing(client, content):
    answer = client.post("/api/token", content=content, headers={"content-type": "application/x-www-form-urlencoded"})
    assert problems(answer)
    assert "s3cret" not in answer.text


@pytest.mark.parametrize("content_type", ["application/json", "multipart/form-data; boundary=x", "text/plain", ""])
def test_what_is_sent_otherwise_than_as_a_form_is_422(client, content_type):
    answer = client.post("/api/token", content=urlencode(FORM), headers={"content-type": content_type})
    assert problems(answer)


def test_after_five_failures_an_account_waits_also_with_the_right_password(required, ada):
    now = time.time()
    signing_in()._now = lambda: now
    for _ in range(5):
        assert sign_in(required, password="wrong").status_code == 400
    answer = sign_in(required)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 300
    assert "wait" in detail(answer)
    assert sign_in(required, username="somebody-else").status_code == 400
    required.wait(300)
    assert sign_in(required).status_code == 200


def test_the_first_administrator_signs_in_by_the_secret_of_the_deployment(required):
    answer = sign_in(required, username="admin", password=ADMIN_PASSWORD)
    assert answer.status_code == 200
    admin = required.client(authorization=f"Bearer {answer.json()['access_token']}")
    assert admin.get("/api/user/me").json()["role"] == "admin"


def test_a_name_typed_in_decomposed_form_is_the_same_name(required):
    required.admin().http.post("/api/user", json={"username": "Ame\u0301lie", "password": "cafe\u0301"})
    for name, password in (("Ame\u0301lie", "caf\u00e9"), ("Am\u00e9lie", "cafe\u0301")):
        assert sign_in(required, username=name, password=password).status_code == 200
