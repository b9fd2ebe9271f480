"""DELETE /api/svc/v1/personal-access-tokens/revoke/all."""

import pytest

from contract.truefoundry.conftest import TOKENS, refusal

ALL = f"{TOKENS}/revoke/all"


@pytest.fixture
def ada(required):
    person = required.person("ada")
    for number in range(3):
        assert person.http.post(TOKENS, json={"name": f"t-{number}"}).status_code == 200
    return person


@pytest.mark.parametrize("body", [None, {}, {"email": None}, {"email": "ada"}])
def test_ones_own_are_gone_also_the_second_time(ada, body):
    for _ in range(2):
        answer = ada.http.request("DELETE", ALL, json=body)
        assert (answer.status_code, answer.json()) == (200, {})
        assert ada.http.get(TOKENS).json()["pagination"]["total"] == 0


def test_a_request_without_a_body_means_ones_own(required, ada):
    token = ada.http.post(TOKENS, json={"name": "program"}).json()["token"]
    assert ada.http.delete(ALL).status_code == 200
    required.wait()
    assert required.client(authorization=f"Bearer {token}").get("/api/svc/v1/session").status_code == 401


def test_an_administrator_revokes_anothers_and_keeps_their_own(required, ada):
    root = required.admin()
    root.http.post(TOKENS, json={"name": "mine"})
    assert root.http.request("DELETE", ALL, json={"email": "ada"}).json() == {}
    assert ada.http.get(TOKENS).json()["data"] == []
    assert root.http.get(TOKENS).json()["pagination"]["total"] == 1


def total(person):
    return person.http.get(TOKENS).json()["pagination"]["total"]


def test_ones_own_address_means_oneself(required, ada):
    assert ada.http.put("/api/user", json={"username": "ada", "email": "ada@example.org"}).status_code == 200
    assert ada.http.request("DELETE", ALL, json={"email": "ada@example.org"}).json() == {}
    assert total(ada) == 0


def test_to_an_administrator_an_address_means_who_alone_has_it(required, ada):
    root, bob = required.admin(), required.person("bob")
    for person in (ada, bob):
        person.http.put("/api/user", json={"username": person.name, "email": "both@example.org"})
    answer = root.http.request("DELETE", ALL, json={"email": "both@example.org"})
    assert (answer.status_code, total(ada)) == (404, 3)
    assert "2 with this address" in refusal(answer)
    bob.http.put("/api/user", json={"username": "bob", "email": ""})
    assert root.http.request("DELETE", ALL, json={"email": "both@example.org"}).json() == {}
    assert total(ada) == 0


def test_to_an_administrator_a_name_comes_before_an_address_also_before_their_own(required):
    root, ada = required.admin(), required.person("ada@example.org")
    root.http.put("/api/user", json={"username": root.name, "email": ada.name})
    for person in (ada, root):
        assert person.http.post(TOKENS, json={"name": "program"}).status_code == 200
    assert root.http.request("DELETE", ALL, json={"email": ada.name}).json() == {}
    assert (total(ada), total(root)) == (0, 1)
    root.http.delete(f"/api/user/{ada.name}")
    assert root.http.request("DELETE", ALL, json={"email": ada.name}).json() == {}
    assert total(root) == 0


def test_others_are_403_whether_there_is_such_a_user_or_not(required, ada):
    bob = required.person("", "edit-user")
    answers = [bob.http.request("DELETE", ALL, json={"email": name}) for name in ("ada", "nobody")]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert refusal(answers[0]) == refusal(answers[1])
    assert ada.http.get(TOKENS).json()["pagination"]["total"] == 3


@pytest.mark.parametrize("name", ["nobody", "", "me", "\x00", "🦆"])
def test_nobody_is_404(client, name):
    answer = client.request("DELETE", ALL, json={"email": name})
    assert answer.status_code == 404
    assert refusal(answer)


@pytest.mark.parametrize("body", [[], "s3cret", {"email": 1}, {"email": ["s3cret"]}])
def test_a_malformed_body_is_422_and_revokes_nothing(ada, body):
    answer = ada.http.request("DELETE", ALL, json=body)
    assert answer.status_code == 422
    assert "s3cret" not in refusal(answer)
    assert ada.http.get(TOKENS).json()["pagination"]["total"] == 3
