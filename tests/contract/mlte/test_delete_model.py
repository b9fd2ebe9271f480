"""DELETE /api/model/{model_id}."""

from contract.conftest import detail
from fixtures.documents import card_body, evidence_body


def test_what_was_deleted_is_answered_and_gone(client, model, name):
    assert client.delete(model).json() == {"identifier": name, "versions": [{"identifier": "v1"}]}
    assert name in detail(client.get(model))
    assert client.delete(model).status_code == 404


def test_nothing_of_it_comes_back_with_its_name(client, model, name, write, artifacts):
    write(card_body())
    write(evidence_body("a", {"evidence_type": "string", "string": "secret"}))
    client.delete(model)
    assert client.post("/api/model", json={"identifier": name}).json()["versions"] == []
    assert client.get(f"{artifacts}/evidence.a").status_code == 404
    client.post(f"{model}/version", json={"identifier": "v1"})
    assert client.get(artifacts).json() == client.post(f"{artifacts}/search", json={}).json() == []
    assert client.get(f"{artifacts}/card.default").status_code == 404
    assert len(client.get(f"{model}/audit").json()) == 2


def test_its_maker_can_still_sign_in_and_is_a_stranger_to_who_has_the_name_next(required, name):
    ada, eve = required.person(), required.person()
    ada.http.post("/api/model", json={"identifier": name})
    assert ada.http.delete(f"/api/model/{name}").status_code == 200
    assert ada.http.get("/api/user/me").status_code == 200
    assert required.person(ada.name).http.get("/api/user/me").status_code == 200
    assert eve.http.post("/api/model", json={"identifier": name}).status_code == 200
    assert ada.http.get(f"/api/model/{name}").status_code == 403


def test_who_may_only_read_it_does_not_delete_it(required, name):
    required.admin().http.post("/api/model", json={"identifier": name})
    group = name.replace("-", "___")
    assert required.person("", f"read-model-{group}").http.delete(f"/api/model/{name}").status_code == 403
    assert required.person("", f"edit-model-{group}").http.delete(f"/api/model/{name}").status_code == 200
