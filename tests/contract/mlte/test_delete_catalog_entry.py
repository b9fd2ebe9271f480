"""DELETE /api/catalog/{catalog_id}/entry/{catalog_entry_id}."""

import pytest


def test_an_entry_is_gone_and_was_what_is_answered(client, make_catalog_entry):
    made = make_catalog_entry()
    path = f"/api/catalog/local/entry/{made['header']['identifier']}"
    assert client.delete(path).json() == made
    assert client.get(path).status_code == client.delete(path).status_code == 404
    assert made not in client.get("/api/catalog/local/entry").json()


@pytest.mark.parametrize(("path", "status"), [("local/entry/no", 404), ("nothing/entry/no", 404), ("sample/entry/no", 403)])
def test_what_cannot_be_deleted_is_refused(client, path, status):
    assert client.delete(f"/api/catalog/{path}").status_code == status


def test_who_may_only_read_gets_403(required):
    admin, reader = required.admin(), required.person("reader-who-deletes")
    admin.http.put("/api/user", json={"username": reader.name, "groups": [{"name": "read-catalog"}]}).raise_for_status()
    required.wait()
    assert reader.http.delete("/api/catalog/local/entry/nothing").status_code == 403
