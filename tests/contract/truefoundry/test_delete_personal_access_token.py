"""DELETE /api/svc/v1/personal-access-tokens/{id}."""

import pytest

from contract.conftest import UNKNOWN
from contract.truefoundry.conftest import TOKENS, refusal


def test_a_revoked_token_is_gone(client, make_token, token_name):
    path = f"{TOKENS}/{make_token(token_name)['id']}"
    answer = client.delete(path)
    assert (answer.status_code, answer.json()) == (200, {})
    assert client.get(TOKENS, params={"nameSearchQuery": token_name}).json()["data"] == []
    assert client.delete(path).status_code == 404
    make_token(token_name)


@pytest.mark.parametrize("token_id", [UNKNOWN, "x", "%00", "%25", "%27;DROP", "%F0%9F%A6%86", "a" * 3000])
def test_an_id_that_nobody_has_is_404(client, token_id):
    answer = client.delete(f"{TOKENS}/{token_id}")
    assert answer.status_code == 404
    assert refusal(answer)


def test_it_is_void_everywhere(required):
    ada = required.person()
    program = required.client(authorization=f"Bearer {ada.http.post(TOKENS, json={'name': 'program'}).json()['token']}")
    [told] = program.get(TOKENS).json()["data"]
    assert program.delete(f"{TOKENS}/{told['id']}").status_code == 200
    required.wait()
    assert program.get("/api/svc/v1/session").status_code == 401
    assert ada.http.get("/api/svc/v1/session").status_code == 200


def test_anothers_looks_like_none_and_stays(required):
    ada, root = required.person(), required.admin()
    program = required.client(authorization=f"Bearer {ada.http.post(TOKENS, json={'name': 'program'}).json()['token']}")
    [told] = ada.http.get(TOKENS).json()["data"]
    for who in (required.person(), root):
        answers = [who.http.delete(f"{TOKENS}/{token_id}") for token_id in (told["id"], UNKNOWN)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].text.replace(told["id"], UNKNOWN) == answers[1].text
    required.wait()
    assert program.get("/api/svc/v1/session").status_code == 200
