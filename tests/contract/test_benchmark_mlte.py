"""The benchmark of the MLTE face speaks the API as it is, says what was not found, and leaves nothing behind."""

import httpx
import pytest

from benchmarks import mlte
from benchmarks.corpus import AnswerUnexpectedError
from benchmarks.evidence import Evidence
from benchmarks.load import Load, Times


@pytest.fixture
def evidence(client):
    evidence = Evidence(("anonymous", "anonymous"))
    evidence.begin(client)
    for _ in range(120):
        evidence.write(client, 0)
    yield evidence
    evidence.end(client)
    assert client.get(f"/api/model/{evidence.tag}").status_code == 404


def test_each_operation_is_answered_as_it_should_be_and_finds_what_there_is(client, evidence):
    for operation, _ in evidence.operations().values():
        for index in range(3):
            operation(client, index)
    assert set(evidence.found.values()) == {(100, 100), (1, 1)}
    assert len(evidence.found) == 3


def test_it_fills_up_to_a_size_whatever_was_written(client, evidence):
    with Load(client, 2) as load:
        load.each("writing", evidence.write, range(130 - evidence.written))
    assert evidence.written == 130
    evidence.search_identifier(client, 0)
    assert evidence.found["search, the last one"] == (1, 1)


def test_an_unexpected_answer_is_told_with_its_request(evidence):
    broken = httpx.Client(base_url="http://cairn.test", transport=httpx.MockTransport(lambda _: httpx.Response(500, text="no")))
    with pytest.raises(AnswerUnexpectedError, match=r"GET http://cairn.test/api/model/.* answered 500: no"):
        evidence.read(broken, 0)


def test_the_table_has_ratios_growth_and_what_was_not_found():
    small, large = {"search": (Times(10, 0, 0), "")}, {"search": (Times(200, 0, 0), " (0 of 1)")}
    ours, later = {"search": (Times(5, 0, 0), "")}, {"search": (Times(6, 0, 0), "")}
    heads, _, row = mlte.table([small, large], [ours, later], [1_000, 20_000])
    assert heads.startswith("| p50 ms | own, 1,000 | ours, 1,000 | own / ours | own, 20,000 |")
    assert row == "| search | 10.0 | 5.0 | 2.00 | 200.0 (0 of 1) | 6.0 | 33.33 | 20.00 | 1.20 |"
    assert list(mlte.table([small], [ours], [1_000]))[2] == "| search | 10.0 | 5.0 | 2.00 |"
