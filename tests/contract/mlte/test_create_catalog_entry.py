"""POST /api/catalog/{catalog_id}/entry."""

import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from contract.conftest import detail
from contract.mlte.conftest import catalog_entry, problems


def test_an_entry_is_added_as_it_was_sent_by_whom_and_when(client, name):
    said = {"tags": ["LLM", "Text"], "quality_attribute": "Fairness", "code": "print('ü')\n", "description": "", "inputs": "i"}
    before = int(time.time())
    answer = client.post("/api/catalog/local/entry", json=catalog_entry(name, **said))
    assert answer.status_code == 200
    body, header = answer.json(), answer.json().pop("header")
    assert {key: body[key] for key in said} == said
    assert (body["output"], header["identifier"], header["catalog_id"]) == (None, name, "local")
    assert before <= header["created"] <= time.time()
    assert (header["creator"], header["updater"], header["updated"]) == ("anonymous", None, -1)
    assert client.get(f"/api/catalog/local/entry/{name}").json() == body


def test_what_is_not_the_clients_to_say_is_not_taken_from_it(client, name):
    header = {"identifier": name, "creator": "root", "created": 1, "updater": "root", "updated": 1, "catalog_id": "other"}
    made = client.post("/api/catalog/local/entry", json={"header": header, "code": "", "revision": 9}).json()
    assert "revision" not in made
    assert made["header"] | {"created": 0} == {
        "identifier": name, "creator": "anonymous", "created": 0, "updater": None, "updated": -1, "catalog_id": "local",
    }  # fmt: skip


def test_a_taken_identifier_is_409_and_changes_nothing(client, make_catalog_entry):
    made = make_catalog_entry()
    identifier = made["header"]["identifier"]
    answer = client.post("/api/catalog/local/entry", json=catalog_entry(identifier, code="other"))
    assert answer.status_code == 409
    assert identifier in detail(answer)
    assert client.get(f"/api/catalog/local/entry/{identifier}").json() == made


def test_of_six_additions_at_once_one_wins(client, name):
    with ThreadPoolExecutor(6) as pool:
        body = catalog_entry(name)
        answers = pool.map(lambda _: client.post("/api/catalog/local/entry", json=body).status_code, range(6))
        assert sorted(answers) == [200] + [409] * 5


@pytest.mark.parametrize("catalog", ["nothing", "Local", "user", "entry"])
def test_a_catalog_that_does_not_exist_is_404(client, name, catalog):
    assert client.post(f"/api/catalog/{catalog}/entry", json=catalog_entry(name)).status_code == 404


def test_the_sample_catalog_can_only_be_read(client, name):
    answer = client.post("/api/catalog/sample/entry", json=catalog_entry(name))
    assert answer.status_code == 403
    assert "sample" in detail(answer)


@pytest.mark.parametrize("decoration", ["'; DROP", "100%", "?#", "ünï 数据🦆", "a/b", "--", "---", "search", '"'])
def test_any_text_is_an_identifier_by_which_the_entry_is_found(client, make_catalog_entry, name, decoration):
    made = make_catalog_entry(name + decoration)
    path = f"/api/catalog/local/entry/{quote(made['header']['identifier'].replace('/', '---'))}"
    assert client.get(path).json() == client.delete(path).json() == made


@pytest.mark.parametrize("bad", ["", ".", "..", "a\x00", "a" * 257])
def test_what_no_address_can_name_is_422(client, bad):
    assert problems(client.post("/api/catalog/local/entry", json=catalog_entry(bad)))


@pytest.mark.parametrize(
    "change",
    [
        {"tags": ["nothing"]}, {"tags": ["llm"]}, {"tags": "LLM"}, {"tags": None}, {"tags": ["LLM"] * 101}, {"code": None},
        {"quality_attribute": "Beauty"}, {"quality_attribute": None}, {"code": "x" * 200_001}, {"description": "x" * 10_001},
        {"header": None}, {"header": {}}, {"inputs": 5},
    ],
)  # fmt: skip
def test_a_malformed_entry_is_422(client, name, change):
    assert problems(client.post("/api/catalog/local/entry", json=catalog_entry(name) | change))
    assert client.get(f"/api/catalog/local/entry/{name}").status_code == 404


def test_an_added_word_can_be_used(client, make_entry, make_catalog_entry):
    word = make_entry("tags")["name"]
    assert make_catalog_entry(tags=[word])["tags"] == [word]


def test_more_than_a_record_holds_is_413(client, name):
    assert client.post("/api/catalog/local/entry", json=catalog_entry(name, code="数" * 200_000)).status_code == 413


def test_who_may_not_add_gets_403(required, name):
    admin, reader, adder = required.admin(), required.person("reader-of-catalogs"), required.person("adder-to-catalogs")
    for who, group in ((reader, "read-catalog"), (adder, "create-catalog")):
        admin.http.put("/api/user", json={"username": who.name, "groups": [{"name": group}]}).raise_for_status()
    required.wait()
    assert reader.http.post("/api/catalog/local/entry", json=catalog_entry(name)).status_code == 403
    assert adder.http.post("/api/catalog/local/entry", json=catalog_entry(name)).json()["header"]["creator"] == adder.name
    assert adder.http.post("/api/catalog/sample/entry", json=catalog_entry(name)).status_code == 403
    # To add is not to change, whoever added it.
    assert adder.http.put("/api/catalog/local/entry", json=catalog_entry(name)).status_code == 403
