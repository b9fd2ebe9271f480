"""PUT /authenticate."""

from contract.conftest import detail


def test_an_open_deployment_issues_no_tokens(client):
    credentials = {"user": {"name": "ada", "is_admin": True}, "secret": {"password": "x"}}
    answer = client.put("/authenticate", json=credentials)
    assert answer.status_code == 501
    assert "AUTH_MODE" in detail(answer)
