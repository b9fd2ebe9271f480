"""DELETE /api/model/{model_id}/version/{version_id}."""

from fixtures.documents import card_body, evidence_body


def test_a_version_goes_with_what_is_about_it_and_the_models_artifacts_stay(client, model, write, artifacts):
    write(card_body())
    write(evidence_body("a", {"evidence_type": "string", "string": "s"}))
    assert client.delete(f"{model}/version/v1").json() == {"identifier": "v1"}
    assert client.get(f"{model}/version/v1").status_code == client.delete(f"{model}/version/v1").status_code == 404
    client.post(f"{model}/version", json={"identifier": "v1"})
    assert [one["header"]["identifier"] for one in client.get(artifacts).json()] == ["card.default"]
    assert client.get(f"{artifacts}/evidence.a").status_code == 404
