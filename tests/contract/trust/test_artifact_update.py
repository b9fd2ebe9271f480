"""PUT /artifacts/{artifact_type}/{id}."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from contract.conftest import detail


def path(artifact):
    return f"/artifacts/{artifact['metadata']['type']}/{artifact['metadata']['id']}"


def test_a_new_source_is_stored(client, register, source):
    before = register(name="table")
    told = {"metadata": before["metadata"], "data": {"url": source}}
    answer = client.put(path(before), json=told)
    assert answer.status_code == 200
    assert answer.json() == told
    assert client.get(path(before)).json() == told


def test_the_old_source_is_free_again_and_the_new_one_is_taken(client, register, source):
    before = register()
    client.put(path(before), json={"metadata": before["metadata"], "data": {"url": source}})
    assert client.post("/artifact/dataset", json={"url": before["data"]["url"]}).status_code == 201
    assert client.post("/artifact/dataset", json={"url": source}).status_code == 409


def test_a_download_url_replaces_the_old_one_and_stays_when_none_is_given(client, register, source):
    before = register(download_url="https://mirror.example.org/1")
    given = {"metadata": before["metadata"], "data": {"url": source, "download_url": "https://mirror.example.org/2"}}
    assert client.put(path(before), json=given).json() == given
    assert client.put(path(before), json={"metadata": before["metadata"], "data": {"url": source}}).json() == given


def test_the_same_again_is_fine(client, register):
    before = register()
    for _ in range(2):
        assert client.put(path(before), json=before).status_code == 200
    assert client.get(path(before)).json() == before


def test_a_source_that_another_artifact_has_is_409_and_changes_nothing(client, register):
    before, other = register(), register()
    answer = client.put(path(before), json={"metadata": before["metadata"], "data": {"url": other["data"]["url"]}})
    assert answer.status_code == 409
    assert other["metadata"]["id"] in detail(answer)
    assert client.get(path(before)).json() == before


@pytest.mark.parametrize(("member", "value"), [("id", "another-id"), ("name", "another name"), ("type", "code")])
def test_another_identity_is_400_and_changes_nothing(client, register, source, member, value):
    before = register()
    answer = client.put(path(before), json={"metadata": before["metadata"] | {member: value}, "data": {"url": source}})
    assert answer.status_code == 400
    assert detail(answer) == "Name/id mismatch in artifact update."
    assert client.get(path(before)).json() == before


@pytest.mark.parametrize("missing", ["metadata", "data"])
def test_half_an_artifact_is_400(client, register, missing):
    before = register()
    half = {member: value for member, value in before.items() if member != missing}
    answer = client.put(path(before), json=half)
    assert answer.status_code == 400
    assert missing in detail(answer)


def test_a_source_that_is_no_url_is_400_and_changes_nothing(client, register):
    before = register()
    assert client.put(path(before), json=before | {"data": {"url": "javascript:alert(1)"}}).status_code == 400
    assert client.get(path(before)).json() == before


def test_a_longer_url_is_413(client, register):
    before = register()
    assert client.put(path(before), json=before | {"data": {"url": "https://e.org/".ljust(2049, "a")}}).status_code == 413


def test_an_unknown_id_is_404(client, register):
    known = register()
    unknown = str(uuid4())
    told = {"metadata": known["metadata"] | {"id": unknown}, "data": known["data"]}
    assert client.put(f"/artifacts/dataset/{unknown}", json=told).status_code == 404


def test_writers_at_once_take_turns_and_each_is_in_the_audit_trail(client, register):
    before = register()
    urls = [f"https://e.org/{uuid4()}" for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        bodies = [{"metadata": before["metadata"], "data": {"url": url}} for url in urls]
        answers = list(pool.map(lambda body: client.put(path(before), json=body), bodies))
    assert {answer.status_code for answer in answers} == {200}
    assert client.get(path(before)).json()["data"]["url"] in urls
    trail = client.get(f"/artifact/dataset/{before['metadata']['id']}/audit").json()
    assert [entry["action"] for entry in trail] == ["UPDATE"] * 6 + ["CREATE"]
    free = [url for url in urls if client.post("/artifact/dataset", json={"url": url}).status_code == 201]
    assert len(free) == 5
