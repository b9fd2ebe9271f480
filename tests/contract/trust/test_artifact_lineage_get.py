"""GET /artifact/model/{id}/lineage."""

from uuid import uuid4

import pytest


def test_an_unknown_model_is_404(client):
    assert client.get(f"/artifact/model/{uuid4()}/lineage").status_code == 404


def test_what_is_no_model_is_404(client, register):
    assert client.get(f"/artifact/model/{register('dataset')['metadata']['id']}/lineage").status_code == 404


@pytest.mark.parametrize("model_id", ["a_b", "a%20b", "a" * 129])
def test_a_malformed_id_is_400(client, model_id):
    assert client.get(f"/artifact/model/{model_id}/lineage").status_code == 400
