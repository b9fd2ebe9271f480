"""POST /api/model/{model_id}/version."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from contract.conftest import detail
from contract.mlte.conftest import problems


@pytest.mark.parametrize("identifier", ["v2", "1", "a/b", "ünï 🦆", "api", "...", "v1 "[:2] + "x"])
def test_a_version_is_made_and_found(client, model, identifier):
    answer = client.post(f"{model}/version", json={"identifier": identifier})
    assert (answer.status_code, answer.json()) == (200, {"identifier": identifier})
    assert client.get(f"{model}/version/{identifier.replace('/', '---')}").json() == {"identifier": identifier}


def test_one_that_is_there_is_409_and_of_six_at_once_one_wins(client, model):
    assert "v1" in detail(client.post(f"{model}/version", json={"identifier": "v1"}))
    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda _: client.post(f"{model}/version", json={"identifier": "v2"}).status_code, range(6)))
    assert sorted(made) == [200] + [409] * 5


def test_of_a_model_that_there_is_not_none_is_made(client, name):
    assert client.post(f"/api/model/{name}/version", json={"identifier": "v1"}).status_code == 404
    assert client.get(f"/api/model/{name}").status_code == 404


@pytest.mark.parametrize("identifier", ["", "..", " ", "a\x00", "x" * 1025, None, 7])
def test_what_is_no_identifier_is_422(client, model, identifier):
    assert problems(client.post(f"{model}/version", json={"identifier": identifier}))


def test_who_may_not_write_to_the_model_is_403(required, name):
    required.admin().http.post("/api/model", json={"identifier": name})
    path = f"/api/model/{name}/version"
    for groups in ((), ("create-model",), (f"read-model-{name.replace('-', '___')}",)):
        assert required.person("", *groups).http.post(path, json={"identifier": "v1"}).status_code == 403
    assert required.person("", "edit-model").http.post(path, json={"identifier": "v1"}).status_code == 200
