"""GET /artifact/{artifact_type}/{id}/audit."""

from datetime import UTC, datetime, timedelta

import pytest

from cairn.store import cursor, keys
from contract.conftest import UNKNOWN


def test_each_change_is_one_entry_newest_first(client, register, source):
    registered = register(name="table")
    metadata = registered["metadata"]
    client.put(f"/artifacts/dataset/{metadata['id']}", json={"metadata": metadata, "data": {"url": source}})
    answer = client.get(f"/artifact/dataset/{metadata['id']}/audit")
    assert answer.status_code == 200
    assert [entry["action"] for entry in answer.json()] == ["UPDATE", "CREATE"]
    for entry in answer.json():
        assert entry["artifact"] == metadata
        assert set(entry["user"]) == {"name", "is_admin"}
        at = datetime.fromisoformat(entry["date"])
        assert at.tzinfo == UTC
        assert abs(datetime.now(UTC) - at) < timedelta(minutes=5)


def test_a_refused_change_leaves_no_entry(client, register):
    first, second = register(), register()
    told = {"metadata": first["metadata"], "data": second["data"]}
    assert client.put(f"/artifacts/dataset/{first['metadata']['id']}", json=told).status_code == 409
    trail = client.get(f"/artifact/dataset/{first['metadata']['id']}/audit").json()
    assert [entry["action"] for entry in trail] == ["CREATE"]


def test_a_long_trail_comes_in_pages(client, register):
    registered = register()
    path = f"/artifacts/dataset/{registered['metadata']['id']}"
    for _ in range(101):
        assert client.put(path, json=registered).status_code == 200
    first = client.get(f"/artifact/dataset/{registered['metadata']['id']}/audit")
    assert len(first.json()) == 100
    rest = client.get(f"/artifact/dataset/{registered['metadata']['id']}/audit", params={"offset": first.headers["offset"]})
    assert [entry["action"] for entry in rest.json()] == ["UPDATE", "CREATE"]
    assert "offset" not in rest.headers
    other = register()["metadata"]["id"]
    assert client.get(f"/artifact/dataset/{other}/audit", params={"offset": first.headers["offset"]}).status_code == 400


def test_a_forged_offset_does_not_open_a_trail(client, register):
    artifact_id = register()["metadata"]["id"]
    forged = {kind: cursor.encode(keys.digest("audit", kind, artifact_id), 0, 0, "z") for kind in ("model", "dataset")}
    assert client.get(f"/artifact/model/{artifact_id}/audit", params={"offset": forged["model"]}).status_code == 404
    client.delete(f"/artifacts/dataset/{artifact_id}")
    assert client.get(f"/artifact/dataset/{artifact_id}/audit", params={"offset": forged["dataset"]}).status_code == 404


def test_an_id_of_another_type_is_404(client, register):
    assert client.get(f"/artifact/code/{register('dataset')['metadata']['id']}/audit").status_code == 404


@pytest.mark.parametrize(("path", "status"), [(f"dataset/{UNKNOWN}", 404), ("dataset/a_b", 400), (f"thing/{UNKNOWN}", 400)])
def test_what_is_not_there_is_said(client, path, status):
    assert client.get(f"/artifact/{path}/audit").status_code == status
