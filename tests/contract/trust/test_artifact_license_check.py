"""POST /artifact/model/{id}/license-check."""

from uuid import uuid4

import pytest

QUESTION = {"github_url": "https://github.com/google-research/bert"}


def test_an_unknown_model_is_404(client):
    assert client.post(f"/artifact/model/{uuid4()}/license-check", json=QUESTION).status_code == 404


def test_what_is_no_model_is_404(client, register):
    model_id = register("code")["metadata"]["id"]
    assert client.post(f"/artifact/model/{model_id}/license-check", json=QUESTION).status_code == 404


@pytest.mark.parametrize("body", [{}, [], {"github_url": None}, {"github_url": ""}, {"github_url": 1}])
def test_a_malformed_question_is_400(client, body):
    assert client.post(f"/artifact/model/{uuid4()}/license-check", json=body).status_code == 400
