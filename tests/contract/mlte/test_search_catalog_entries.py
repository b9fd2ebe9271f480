"""POST /api/catalogs/entry/search."""

import pytest

from cairn.core import catalogs
from contract.conftest import pages
from contract.mlte.conftest import identifiers, problems

SEARCH = "/api/catalogs/entry/search"


@pytest.fixture
def one(make_catalog_entry, name):
    """An entry that no other is like."""
    code = f"import {name.replace('-', '_')}"
    return make_catalog_entry(name, code=code, tags=["Audio", "Time Series"], quality_attribute="Privacy")["header"][
        "identifier"
    ]


def found(client, **wanted):
    return identifiers(client.post(SEARCH, json={"filter": wanted}))


def test_it_is_found_by_what_it_is_and_has(client, one):
    for wanted in (
        {"type": "all"}, {"type": "identifier", "id": one}, {"type": "tag", "name": "tags", "tag": "time"},
        {"type": "property", "name": "code", "property": one.replace("-", "_").upper()},
        {"type": "property", "name": "quality_attribute", "property": "priv"},
        {"type": "or", "filters": [{"type": "none"}, {"type": "identifier", "id": one}]},
        {"type": "and", "filters": [{"type": "identifier", "id": one}, {"type": "tag", "name": "tags", "tag": "audio"}]},
        {"type": "and", "filters": []}, {},
    ):  # fmt: skip
        assert one in found(client, **wanted), wanted


def test_it_is_not_found_by_what_it_is_not(client, one):
    for wanted in (
        {"type": "none"}, {"type": "identifier", "id": one.upper()}, {"type": "tag", "name": "tags", "tag": "image"},
        {"type": "property", "name": "description", "property": ""}, {"type": "or", "filters": []},
        {"type": "and", "filters": [{"type": "identifier", "id": one}, {"type": "tag", "name": "tags", "tag": "llm"}]},
    ):  # fmt: skip
        assert one not in found(client, **wanted), wanted


def test_samples_are_found_too_and_an_empty_query_is_one_for_all(client, one):
    everything = identifiers(client.post(SEARCH, json={}))
    assert {one, "same-input-same-output"} <= set(everything)
    assert found(client, type="identifier", id="same-input-same-output") == ["same-input-same-output"]


def test_a_hundred_and_thirty_are_found_all_and_the_last_by_its_identifier(client, make_catalog_entry, name):
    made = [make_catalog_entry(f"{name}-{number}", description=name)["header"]["identifier"] for number in range(130)]
    try:
        assert set(found(client, type="property", name="description", property=name)) == set(made)
        assert found(client, type="identifier", id=made[-1]) == [made[-1]]
        several = [{"type": "identifier", "id": identifier} for identifier in made]
        assert set(found(client, type="or", filters=several)) == set(made)
    finally:
        for identifier in made:
            client.delete(f"/api/catalog/local/entry/{identifier}").raise_for_status()


def test_what_is_read_in_one_request_is_bounded_and_the_rest_is_behind_the_offset(
    client, make_catalog_entry, name, monkeypatch, request
):
    if request.config.getoption("--base-url"):
        pytest.skip("what is read in one request is made little in this process only")
    made = {make_catalog_entry(f"{name}-{number}", description=name)["header"]["identifier"] for number in range(5)}
    monkeypatch.setattr(catalogs, "_READ", 2)
    monkeypatch.setattr(catalogs, "_QUERIES", 2)
    wanted = {"filter": {"type": "property", "name": "description", "property": name}}
    answered = pages(client, "POST", SEARCH, json=wanted)
    assert len(answered) > 1
    listed = [entry["header"]["identifier"] for page in answered for entry in page]
    assert sorted(listed) == sorted(made)


@pytest.mark.parametrize(
    "wanted",
    [
        {"type": "type", "item_type": "card"}, {"type": "tag", "name": "code", "tag": "a"},
        {"type": "property", "name": "header", "property": ""},
        {"type": "property", "name": "tags", "property": ""}, {"type": "regex"}, {"type": "identifier"}, None, [], "all",
        {"type": "property", "name": "code", "property": None}, {"type": "or", "filters": [{"type": "x"}]},
        {"type": "or", "filters": [{"type": "none"}] * 500},
    ],
)  # fmt: skip
def test_what_cannot_be_searched_for_is_422(client, wanted):
    assert problems(client.post(SEARCH, json={"filter": wanted}))


def test_a_filter_of_a_hundred_and_ninety_levels_is_422(client):
    wanted = {"type": "all"}
    for _ in range(90):
        wanted = {"type": "and", "filters": [wanted]}
    assert problems(client.post(SEARCH, json={"filter": wanted}))


def test_an_offset_of_another_search_is_422(client):
    assert client.post(SEARCH, json={}, params={"offset": "AAAAAAAAAAAA"}).status_code == 422


def test_to_search_takes_reading_and_finds_what_one_may_read(required, name):
    admin, reader = required.admin(), required.person("reader-who-searches")
    assert reader.http.post(SEARCH, json={}).status_code == 403
    admin.http.put("/api/user", json={"username": reader.name, "groups": [{"name": "read-catalog-sample"}]}).raise_for_status()
    required.wait()
    assert {one["header"]["catalog_id"] for one in reader.http.post(SEARCH, json={}).json()} == {"sample"}
