"""The benchmark speaks the API as it is, and leaves nothing behind."""

import argparse

import httpx
import pytest

from benchmarks import over_http
from benchmarks.corpus import AnswerUnexpectedError, Corpus, operations
from benchmarks.load import Load, Times


@pytest.fixture
def corpus(client):
    corpus = Corpus()
    for _ in range(3):
        corpus.create(client, 0)
    yield corpus
    for number in list(corpus.ids):
        corpus.delete(client, number)


@pytest.mark.parametrize("name", operations(Corpus()))
def test_each_operation_is_answered_as_it_should_be(client, corpus, name):
    corpus.find_middle(client)
    for index in range(4):
        operations(corpus)[name](client, index)


def test_it_deletes_what_it_registered_and_nothing_else(client, corpus):
    another = Corpus()
    another.create(client, 0)
    for number in list(corpus.ids):
        corpus.delete(client, number)
    assert corpus.ids == {}
    assert client.post("/artifact/byRegEx", json={"regex": corpus.tag}).status_code == 404
    another.get(client, 0)
    another.delete(client, 0)


def test_what_somebody_else_deleted_is_no_failure(client, corpus):
    assert client.delete(f"/artifacts/dataset/{corpus.ids[0]}").status_code == 200
    corpus.delete(client, 0)
    assert 0 not in corpus.ids


def test_a_run_that_fails_deletes_what_it_had_registered(client, monkeypatch):
    tags = []

    def fail(stack, corpus):
        assert len(corpus.ids) == 3
        tags.append(corpus.tag)
        raise AnswerUnexpectedError

    monkeypatch.setattr(over_http, "counter", fail)
    monkeypatch.setattr(over_http, "connect", lambda _: httpx.Client(base_url=client.base_url, transport=client._transport))
    chosen = argparse.Namespace(base_url="", records=3, factor=2, clients=1, requests=2, header=[], stack="")
    with pytest.raises(AnswerUnexpectedError):
        over_http.run(chosen)
    assert client.post("/artifact/byRegEx", json={"regex": tags[0]}).status_code == 404


def test_what_was_registered_behind_a_lost_answer_is_deleted_as_well(client, corpus):
    lost = corpus.ids.pop(1)
    with Load(client, clients=1) as load:
        over_http.clean(load, client, corpus)
    assert client.get(f"/artifacts/dataset/{lost}").status_code == 404


def test_an_unexpected_answer_is_told_with_its_request(corpus):
    broken = httpx.Client(base_url="http://cairn.test", transport=httpx.MockTransport(lambda _: httpx.Response(503, text="no")))
    with pytest.raises(AnswerUnexpectedError, match=r"GET http://cairn.test/artifacts/dataset/.* answered 503: no"):
        corpus.get(broken, 0)


def test_the_load_runs_each_index_once_and_wakes_before_it_measures():
    seen = []
    with httpx.Client() as nobody, Load(nobody, clients=2) as load:
        load.each("counting", lambda _, index: seen.append(index), range(5))
        assert sorted(seen) == [0, 1, 2, 3, 4]
        seen.clear()
        times = load.measure(lambda _, index: seen.append(index), 10)
    assert sorted(seen) == list(range(12))
    assert 0 < times.p50_ms <= times.p99_ms


def test_the_table_shows_growth_and_says_where_nothing_was_counted():
    small = {"get": (Times(10, 20, 100), 1.0), "list": (Times(10, 20, 100), None)}
    large = {"get": (Times(15, 20, 80), 2.0), "list": (Times(10, 40, 100), None)}
    _, _, get, listed = over_http.table(1000, small, 20_000, large)
    assert get == "| get | 10.0 | 20.0 | 100 | 1.00 | 15.0 | 20.0 | 80 | 2.00 | 1.50 | 1.00 | 2.00 |"
    assert listed.endswith("| - | 1.00 | 2.00 | - |")
