"""DELETE /api/model/{model_id}/version/{version_id}/artifact/{artifact_id}."""

from fixtures.documents import card_body, evidence_body


def test_what_was_deleted_is_answered_and_gone(client, write, artifacts):
    written = write(evidence_body("a", {"evidence_type": "string", "string": "s"})).json()["artifact"]
    write(card_body())
    answer = client.delete(f"{artifacts}/evidence.a")
    assert (answer.status_code, answer.json()) == (200, written)
    assert client.get(f"{artifacts}/evidence.a").status_code == client.delete(f"{artifacts}/evidence.a").status_code == 404
    assert len(client.get(artifacts).json()) == 1


def test_who_may_only_read_deletes_nothing(required, name):
    owner = required.person().http
    artifact = {"header": {"identifier": "a", "type": "card"}, "body": card_body()}
    path = f"/api/model/{name}/version/v1/artifact"
    owner.post(path, json={"artifact": artifact, "parents": True})
    reader = required.person("", f"read-model-{name.replace('-', '___')}").http
    assert reader.delete(f"{path}/card.a").status_code == 403
    assert reader.delete(f"{path}/card.b").status_code == 403
    assert owner.delete(f"{path}/card.a").status_code == 200
