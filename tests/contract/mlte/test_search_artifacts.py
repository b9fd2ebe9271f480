"""POST /api/model/{model_id}/version/{version_id}/artifact/search."""

import pytest

from contract.mlte.conftest import problems
from contract.mlte.test_read_artifacts import many, names, number
from fixtures.documents import card_body, evidence_body, scenario, suite_body

__all__ = ["many"]


@pytest.fixture
def search(client, artifacts):
    def post(wanted, **params):
        return client.post(f"{artifacts}/search", json={"filter": wanted}, params=params)

    return post


def test_a_search_sees_all_there_is_however_many(client, many, search):
    everything = names(client.post(f"{many}/search", json={}))
    assert len(everything) == 131
    assert names(search({"type": "all"})) == names(search({})) == everything
    assert names(search({"type": "identifier", "id": "evidence.case-129"})) == ["evidence.case-129"]
    assert len(names(search({"type": "type", "item_type": "evidence"}))) == 130
    assert names(search({"type": "type", "item_type": "card"})) == ["card.default"]


def test_the_language_is_evaluated_whole(client, write, search):
    for name in ("a", "b", "c"):
        write(evidence_body(name, number(1)))
    write(evidence_body("own", {"evidence_type": "string", "string": "s"}) | {"evidence_class": "My.Own"})
    write(card_body(system_requirements=[scenario("speed-1")]))
    write(suite_body(("first case", ["speed-1"])))
    a, b = ({"type": "identifier", "id": f"evidence.{name}"} for name in "ab")
    of_type = {"type": "type", "item_type": "evidence"}
    assert names(search({"type": "none"})) == []
    assert names(search({"type": "and", "filters": [a, of_type]})) == ["evidence.a"]
    assert names(search({"type": "and", "filters": [a, b]})) == []
    assert sorted(names(search({"type": "or", "filters": [a, b]}))) == ["evidence.a", "evidence.b"]
    assert names(search({"type": "or", "filters": []})) == []
    assert len(names(search({"type": "and", "filters": []}))) == 6
    assert names(search({"type": "property", "name": "evidence_class", "property": "OWN"})) == ["evidence.own"]
    assert names(search({"type": "property", "name": "creator", "property": "nobody"})) == []
    assert names(search({"type": "tag", "name": "test_cases", "tag": "FIRST"})) == ["suite.default"]
    assert names(search({"type": "tag", "name": "system_requirements", "tag": "speed"})) == ["card.default"]
    nested = {
        "type": "and",
        "filters": [of_type, {"type": "or", "filters": [a, {"type": "property", "name": "evidence_class", "property": "own"}]}],
    }
    assert sorted(names(search(nested))) == ["evidence.a", "evidence.own"]
    assert names(search({"item_type": "card"})) == ["card.default"]


@pytest.mark.parametrize(
    "wanted",
    [
        {"type": "regex"}, {"type": "identifier"}, {"type": "tag", "name": "tags", "tag": "nlp"}, [], "all", 1,
        {"type": "property", "name": "body", "property": "x"}, {"type": "and", "filters": [{"type": "never"}]},
        {"type": "and", "filters": None},
    ],
)  # fmt: skip
def test_what_is_no_filter_is_422(search, wanted):
    assert problems(search(wanted))


def test_a_search_goes_on_by_its_offset(many, search):
    of_type = {"type": "type", "item_type": "evidence"}
    first = search(of_type, limit=100)
    rest = search(of_type, limit=100, offset=first.headers["offset"])
    assert len(set(names(first) + names(rest))) == 130
    assert "offset" not in rest.headers
    assert search({"type": "all"}, offset=first.headers["offset"]).status_code == 422


def test_of_a_version_that_there_is_not_none_are_found(client, model):
    assert client.post(f"{model}/version/v9/artifact/search", json={}).status_code == 404
