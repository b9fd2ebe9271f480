"""GET /api/model/{model_id}/version/{version_id}."""

from contract.conftest import detail


def test_a_version_is_answered(client, model):
    assert client.get(f"{model}/version/v1").json() == {"identifier": "v1"}


def test_what_there_is_not_is_404(client, model, name):
    assert "v9" in detail(client.get(f"{model}/version/v9"))
    assert client.get(f"/api/model/{name}-x/version/v1").status_code == 404
