"""POST /api/svc/v1/personal-access-tokens."""

import re

import pytest

from cairn.access.users import Profile
from contract.truefoundry.conftest import TOKENS, refusal
from fixtures.people import OPERATOR


@pytest.fixture
def ada(required):
    return required.person("ada")


def test_a_token_is_shown_once_and_good_on_every_face(required, ada):
    answer = ada.http.post(TOKENS, json={"name": "program"})
    assert answer.status_code == 200
    assert list(answer.json()) == ["token"]
    token = answer.json()["token"]
    assert re.fullmatch(r"tfy_[\w-]{43}", token, re.ASCII)
    program = required.client(authorization=f"Bearer {token}")
    assert program.get("/api/user/me").json()["username"] == "ada"
    assert program.get("/api/svc/v1/session").json()["user"]["username"] == "ada"
    assert program.post("/artifacts", json=[{"name": "*"}]).status_code == 200
    assert required.client(**{"x-authorization": f"bearer {token}"}).post("/artifacts", json=[{"name": "*"}]).status_code == 200
    for path in (TOKENS, "/api/user/ada/audit", "/api/user/ada"):
        assert token not in ada.http.get(path).text


def test_nulls_of_what_is_optional_are_fine(client, make_token, token_name):
    told = make_token(token_name, expirationDate=None, accountName=None, teamName=None, tokenType=None)
    assert told["manifest"] == {"name": token_name, "type": "virtual-account"}


@pytest.mark.parametrize(
    ("date", "end"),
    [
        ("2126-01-31", "2126-01-31"), ("2126-01-31T23:30:00-01:00", "2126-02-01"), ("2126-01-31T00:00:00Z", "2126-01-31"),
        ("2126-01-31T12:00:00", "2126-01-31"), ("9999-12-31", "9999-12-31"),
    ],
)  # fmt: skip
def test_an_end_is_a_date_or_a_time(client, make_token, token_name, date, end):
    assert make_token(token_name, expirationDate=date)["manifest"]["expirationDate"] == end


@pytest.mark.parametrize(
    "date",
    [
        "", "2020-01-01", "0001-01-01", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-12:00", "tomorrow", "2126-02-30",
        "2126-13-01", 4922668799, 10**18, -1, True, 1.5, ["2126-01-31"], {}, "\x00", "\uff19\uff19\uff19\uff19-12-31",
    ],
)  # fmt: skip
def test_what_is_no_end_to_come_is_422_and_the_list_still_answers(client, token_name, date):
    answer = client.post(TOKENS, json={"name": token_name, "expirationDate": date})
    assert answer.status_code == 422
    assert "expirationDate" in refusal(answer)
    assert client.get(TOKENS, params={"nameSearchQuery": token_name}).json()["data"] == []


@pytest.mark.parametrize(
    "name", ["", "ab", "a" * 37, "Abc", "abc-", "1abc", "a b", "a_b", "abc\n", "'; DROP", "ünï", "🦆🦆🦆", "a\x00b"]
)
def test_what_is_no_name_is_422(client, name):
    answer = client.post(TOKENS, json={"name": name})
    assert answer.status_code == 422
    assert "name" in refusal(answer)


@pytest.mark.parametrize("body", [{}, [], None, {"name": None}, {"name": 1}, {"name": "abc", "tokenType": "jwt"}, "s3cret"])
def test_a_malformed_body_is_422(client, body):
    answer = client.post(TOKENS, json=body)
    assert answer.status_code == 422
    assert "s3cret" not in refusal(answer)


def test_a_name_that_one_has_is_422_for_the_sdk_repeats_a_409(client, make_token, token_name):
    make_token(token_name)
    answer = client.post(TOKENS, json={"name": token_name})
    assert answer.status_code == 422
    assert "name" in refusal(answer)


def test_members_that_are_not_the_clients_to_say_change_nothing(required, ada):
    root = required.admin()
    body = {
        "name": "program",
        "userId": root.user.id,
        "user_name": root.name,
        "id": "0",
        "createdBy": "root",
        "digest": "0" * 64,
    }
    token = ada.http.post(TOKENS, json=body).json()["token"]
    [told] = ada.http.get(TOKENS).json()["data"]
    assert (told["createdBy"], told["createdBySubject"]["subjectId"]) == ("ada", "ada")
    assert told["id"] != "0"
    assert not required.client(authorization=f"Bearer {token}").get("/api/svc/v1/session").json()["user"]["isAdmin"]


def test_a_token_makes_no_other_so_that_revoking_it_is_enough(required, ada):
    token = ada.http.post(TOKENS, json={"name": "program"}).json()["token"]
    answer = required.client(authorization=f"Bearer {token}").post(TOKENS, json={"name": "another"})
    assert answer.status_code == 403
    assert refusal(answer)


def test_a_token_ends_when_it_says_or_when_its_owner_is_disabled(required, ada):
    bodies = [{"name": "ends", "expirationDate": "2126-01-31"}, {"name": "stays"}]
    made = [ada.http.post(TOKENS, json=body).json()["token"] for body in bodies]
    programs = [required.client(authorization=f"Bearer {token}") for token in made]
    assert [one.get("/api/user/me").status_code for one in programs] == [200, 200]
    required.wait(110 * 366 * 86_400)
    assert [one.get("/api/user/me").status_code for one in programs] == [401, 200]
    required.people.users.update(OPERATOR, Profile(name="ada", is_disabled=True))
    required.wait()
    assert [one.get("/api/user/me").status_code for one in programs] == [401, 403]
