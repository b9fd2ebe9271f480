"""DELETE /api/token."""

from contract.conftest import detail


def test_where_nobody_signs_in_there_is_nothing_to_void(client):
    answer = client.delete("/api/token")
    assert (answer.status_code, answer.json()) == (200, {"detail": "The token is void."})


def test_the_token_that_is_shown_is_void_and_the_others_hold(required):
    ada, again = required.person("ada"), required.person("ada")
    answer = ada.http.delete("/api/token")
    assert (answer.status_code, answer.json()) == (200, {"detail": "The token is void."})
    required.wait()
    assert [one.http.get("/api/user/me").status_code for one in (ada, again)] == [401, 200]
    assert ada.http.delete("/api/token").status_code == 401


def test_a_personal_token_is_revoked_where_it_was_made_and_not_said_to_be_void_here(required):
    made = required.person().http.post("/api/svc/v1/personal-access-tokens", json={"name": "program"}).json()["token"]
    program = required.client(authorization=f"Bearer {made}")
    answer = program.delete("/api/token")
    assert answer.status_code == 403
    assert "void this token here" in detail(answer)
    required.wait()
    assert program.get("/api/user/me").status_code == 200
