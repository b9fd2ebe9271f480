"""GET /api/catalog/{catalog_id}/entry/{catalog_entry_id}."""

import pytest


def test_a_sample_is_there_without_being_written(client):
    found = client.get("/api/catalog/sample/entry/accuracy-on-held-out-data").json()
    assert found["header"] == {
        "identifier": "accuracy-on-held-out-data", "creator": None, "created": -1, "updater": None, "updated": -1,
        "catalog_id": "sample",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["local/entry/nothing", "sample/entry/nothing", "nothing/entry/a", "local/entry/search"])
def test_what_is_not_there_is_404(client, path):
    assert client.get(f"/api/catalog/{path}").status_code == 404


def test_who_may_not_read_gets_403_whether_there_is_an_entry_or_not(required):
    user = required.person()
    for path in ("sample/entry/accuracy-on-held-out-data", "local/entry/nothing"):
        assert user.http.get(f"/api/catalog/{path}").status_code == 403
