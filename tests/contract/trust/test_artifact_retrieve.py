"""GET /artifacts/{artifact_type}/{id}."""

from uuid import uuid4

import pytest

from contract.conftest import detail


def test_an_artifact_reads_as_it_was_registered(client, register):
    registered = register("code", name="tool")
    answer = client.get(f"/artifacts/code/{registered['metadata']['id']}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == registered


def test_an_unknown_id_is_404(client):
    answer = client.get(f"/artifacts/dataset/{uuid4()}")
    assert answer.status_code == 404
    assert "dataset" in detail(answer)


def test_an_id_of_another_type_is_404(client, register):
    registered = register("dataset")
    assert client.get(f"/artifacts/code/{registered['metadata']['id']}").status_code == 404


@pytest.mark.parametrize("artifact_id", ["a_b", "a.b", "a%20b", "%00", "V%23x", "ü", "a" * 129, "{id}"])
def test_a_malformed_id_is_400(client, artifact_id):
    assert client.get(f"/artifacts/dataset/{artifact_id}").status_code == 400


def test_an_unknown_type_is_400(client):
    assert client.get(f"/artifacts/thing/{uuid4()}").status_code == 400
