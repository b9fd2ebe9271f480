"""DELETE /artifacts/{artifact_type}/{id}."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from contract.conftest import UNKNOWN


def test_a_deleted_artifact_is_gone_from_everywhere(client, register, name, source):
    registered = register(name=name, url=source)
    path = f"/artifacts/dataset/{registered['metadata']['id']}"
    assert client.delete(path).status_code == 200
    assert client.get(path).status_code == 404
    assert client.delete(path).status_code == 404
    assert client.put(path, json=registered).status_code == 404
    assert client.get(f"/artifact/byName/{name}").status_code == 404
    assert client.post("/artifact/byRegEx", json={"regex": f"^{name}$"}).status_code == 404
    assert client.post("/artifacts", json=[{"name": name}]).json() == []
    for question in ("cost", "audit"):
        assert client.get(f"/artifact/dataset/{registered['metadata']['id']}/{question}").status_code == 404


def test_its_source_can_be_registered_again_under_a_new_id(client, register, source):
    first = register(url=source)
    client.delete(f"/artifacts/dataset/{first['metadata']['id']}")
    assert register(url=source)["metadata"]["id"] != first["metadata"]["id"]


def test_an_id_of_another_type_is_404_and_stays(client, register):
    registered = register("dataset")
    assert client.delete(f"/artifacts/code/{registered['metadata']['id']}").status_code == 404
    assert client.get(f"/artifacts/dataset/{registered['metadata']['id']}").status_code == 200


@pytest.mark.parametrize(("path", "status"), [(f"dataset/{UNKNOWN}", 404), ("dataset/a_b", 400), (f"thing/{UNKNOWN}", 400)])
def test_what_is_not_there_is_said(client, path, status):
    assert client.delete(f"/artifacts/{path}").status_code == status


def test_of_deletions_at_once_one_wins(client, register):
    registered = register()
    path = f"/artifacts/dataset/{registered['metadata']['id']}"
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: client.delete(path).status_code, range(6)))
    assert sorted(answers) == [200] + [404] * 5
