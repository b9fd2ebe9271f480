"""POST /artifact/{artifact_type}."""

import json
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest

from contract.conftest import detail


def test_a_dataset_is_registered_by_its_url(client, source):
    answer = client.post("/artifact/dataset", json={"url": source, "name": "Table"})
    assert answer.status_code == 201
    body = answer.json()
    assert body == {"metadata": {"name": "Table", "id": body["metadata"]["id"], "type": "dataset"}, "data": {"url": source}}
    assert UUID(body["metadata"]["id"]).version == 7


def test_a_download_url_is_kept_as_it_is(client, register, source):
    registered = register(url=source, download_url="https://mirror.example.org/a.zip?x=1")
    assert registered["data"] == {"url": source, "download_url": "https://mirror.example.org/a.zip?x=1"}
    read = client.get(f"/artifacts/dataset/{registered['metadata']['id']}").json()
    assert read == registered


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/data/table.csv", "table.csv"),
        ("/data/table/", "table"),
        ("/data/table?download=1#part", "table"),
        ("/My%20Table", "My Table"),
        ("/daten/%C3%9Cbung", "Übung"),
        ("/数据/表", "表"),
        ("/", "dataset"),
        ("", "dataset"),
    ],
)
def test_without_a_name_the_last_path_segment_is_it(register, path, name):
    assert register(url=f"https://{uuid4()}.example.org{path}")["metadata"]["name"] == name


def test_a_page_of_a_hub_repository_is_named_after_the_repository(register):
    name = f"set-{uuid4()}"
    assert register(url=f"https://huggingface.co/datasets/owner/{name}/tree/main")["metadata"]["name"] == name


def test_a_name_is_trimmed_and_keeps_its_case(register):
    assert register(name="  My Data Set  ")["metadata"]["name"] == "My Data Set"


@pytest.mark.parametrize(
    "name", ["a/b", "ünï cödé 数据 🦆", "a#b|c", "../../etc/passwd", "A" * 1024, "'; DROP TABLE x; --", "%2F", "V#1"]
)
def test_any_text_is_a_name(client, register, name):
    registered = register(name=name)
    assert registered["metadata"]["name"] == name
    assert client.get(f"/artifacts/dataset/{registered['metadata']['id']}").json() == registered


@pytest.mark.parametrize("name", ["*", " * ", "a\nb", "a\x00b", "A" * 1025])
def test_what_is_no_name_is_refused(client, source, name):
    answer = client.post("/artifact/dataset", json={"url": source, "name": name})
    assert answer.status_code == 400
    assert "name" in detail(answer)


def test_artifacts_may_share_a_name_and_each_has_its_id(register, name):
    ids = {register(name=name)["metadata"]["id"] for _ in range(3)}
    assert len(ids) == 3


def test_the_same_source_is_refused_and_says_who_has_it(client, register, source):
    first = register(url=source)
    again = client.post("/artifact/dataset", json={"url": source, "name": "other"})
    assert again.status_code == 409
    assert first["metadata"]["id"] in detail(again)


def test_sources_that_differ_in_spelling_only_are_the_same(client, register):
    host = uuid4()
    register(url=f"https://{host}.example.org/data")
    for spelling in (f"HTTPS://{str(host).upper()}.Example.org:443/data/", f"https://{host}.example.org/data#top"):
        assert client.post("/artifact/dataset", json={"url": spelling}).status_code == 409


def test_another_type_may_have_the_same_source(register, source):
    assert register("dataset", url=source)["metadata"]["id"] != register("code", url=source)["metadata"]["id"]


def test_a_url_of_2048_characters_is_taken_and_a_longer_one_is_413(client):
    start = f"https://{uuid4()}.example.org/"
    assert client.post("/artifact/code", json={"url": start.ljust(2048, "a")}).status_code == 201
    too_long = client.post("/artifact/code", json={"url": start.ljust(2049, "b")})
    assert too_long.status_code == 413
    assert "2048" in detail(too_long)


@pytest.mark.parametrize(
    "url",
    [
        "not a url", "file:///etc/passwd", "javascript:alert(1)", "ftp://example.org/a", "https://", "https:///a",
        "//example.org/a",
        "https://user:secret@example.org/a", "https://example.org:99999/a", "https://[::1/a", "https://exa mple.org/",
        "https://e.org/a\nb", "*", " ",
    ],
)  # fmt: skip
def test_what_is_no_usable_url_is_400(client, url):
    answer = client.post("/artifact/dataset", json={"url": url})
    assert answer.status_code == 400
    assert "secret" not in detail(answer)


@pytest.mark.parametrize(
    "body",
    [
        {}, [], None, 1, "text", {"url": None}, {"url": 1}, {"url": ""}, {"url": ["https://example.org"]},
        {"url": "https://e.org/a", "name": None},
        {"url": "https://e.org/a", "name": 5}, {"url": "https://e.org/a", "download_url": None},
        {"url": "https://e.org/a", "download_url": "file:///x"},
    ],
)  # fmt: skip
def test_a_malformed_body_is_400(client, body):
    answer = client.post("/artifact/dataset", content=json.dumps(body), headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert detail(answer)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"{'url': 1}", b"\xff\xfe", b'{"url": "\\ud800"}', b'{"url": NaN}', b"[" * 10_000]
)
def test_what_is_no_json_is_400(client, content):
    answer = client.post("/artifact/dataset", content=content, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert detail(answer)


def test_the_content_type_does_not_matter(client, source):
    answer = client.post(
        "/artifact/dataset", content=json.dumps({"url": source}), headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == 201


@pytest.mark.parametrize("kind", ["models", "artifact", "DATASET", "*"])
def test_an_unknown_type_is_400(client, source, kind):
    assert client.post(f"/artifact/{kind}", json={"url": source}).status_code == 400


@pytest.mark.parametrize(
    ("url", "status"), [("javascript:1", 400), ("a/b/c", 400), ("https://e.org/".ljust(2049, "a"), 413), (" ", 400)]
)
def test_a_models_source_is_checked_as_any(client, url, status):
    assert client.post("/artifact/model", json={"url": url}).status_code == status


def test_eight_creations_of_one_source_at_once_give_one_201_and_seven_409(client, source):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.post("/artifact/code", json={"url": source}).status_code, range(8)))
    assert sorted(answers) == [201] + [409] * 7


def test_32_creations_at_once_give_32_ids_all_readable_and_listed(client, name):
    def create(_: int) -> str:
        return client.post("/artifact/code", json={"url": f"https://e.org/{uuid4()}", "name": name}).json()["metadata"]["id"]

    with ThreadPoolExecutor(32) as pool:
        ids = list(pool.map(create, range(32)))
    assert len(set(ids)) == 32
    assert {client.get(f"/artifacts/code/{one}").status_code for one in ids} == {200}
    assert {entry["id"] for entry in client.get(f"/artifact/byName/{name}").json()} == set(ids)
