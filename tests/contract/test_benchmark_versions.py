"""The benchmark of versions speaks the API as it is, tells ratios, and leaves nothing behind."""

import pytest

from benchmarks.corpus import AnswerUnexpectedError
from benchmarks.load import Load, Times
from benchmarks.versions import API, PAGE, Artifacts, measure, table


@pytest.fixture
def artifacts(client):
    artifacts = Artifacts(clients=2)
    yield artifacts
    artifacts.clean(client)
    assert client.get(f"{API}/artifacts", params={"fqn": f"artifact:cairn/default/{artifacts.tag}-one"}).json()["data"] == []


def test_each_figure_is_of_what_it_says(client, artifacts):
    versions = 2 * PAGE + 10
    with Load(client, artifacts.clients) as load:
        told = [name for name, _ in measure(load, client, artifacts, versions, 3)]
    assert told[:2] == ["make, on 2 artifacts", "make, on one"]
    assert [name.startswith("list") for name in told] == [False, False, True, True, True, True]
    found = client.get(f"{API}/artifact-versions", params={"artifact_id": artifacts.ids["one"], "limit": 1}).json()
    assert (found["data"][0]["manifest"]["version"], found["pagination"]["total"]) == (versions, versions - 1)


def test_a_page_that_is_not_full_is_no_measurement(client, artifacts):
    artifacts.publish_to_one(client, 0)
    with pytest.raises(AnswerUnexpectedError, match="a page at 0 has 1 versions"):
        artifacts.page(0)(client, 0)


def test_the_table_has_the_ratios_of_rates_and_of_medians():
    measured = {
        "make, on 8": Times(10, 20, 100),
        "make, on one": Times(20, 40, 50),
        "list, first": Times(4, 5, 9),
        "list, deep": Times(6, 7, 8),
    }
    assert list(table(measured))[2:] == [
        "| make, on 8 | 10.0 | 20.0 | 100 | 1.00 |",
        "| make, on one | 20.0 | 40.0 | 50 | 0.50 |",
        "| list, first | 4.0 | 5.0 | 9 | 1.00 |",
        "| list, deep | 6.0 | 7.0 | 8 | 1.50 |",
    ]
