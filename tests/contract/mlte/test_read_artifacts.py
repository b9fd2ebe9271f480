"""GET /api/model/{model_id}/version/{version_id}/artifact."""

import random

import pytest

from contract.mlte.conftest import problems
from fixtures.documents import card_body, evidence_body


def number(value):
    return {"evidence_type": "integer", "integer": value, "unit": None}


def names(answer):
    assert answer.status_code == 200, answer.text
    return [one["header"]["identifier"] for one in answer.json()]


def followed(client, path, **params):
    """Follow a list from its first page to its last."""
    found, answers = [], 0
    while True:
        answer = client.get(path, params=params)
        found += names(answer)
        answers += 1
        if "offset" not in answer.headers:
            return found, answers
        params["offset"] = answer.headers["offset"]


@pytest.fixture
def many(client, write, artifacts):
    """More than the hundred that MLTE's own backend sees, the model's card last."""
    for value in range(130):
        assert write(evidence_body(f"case-{value:03d}", number(value))).status_code == 200
    write(card_body())
    return artifacts


def test_by_default_it_is_the_first_hundred_and_all_can_be_had(client, many):
    first = client.get(many)
    assert len(names(first)) == 100
    everything, answers = followed(client, many)
    assert (len(everything), len(set(everything)), answers) == (131, 131, 2)
    assert everything[:100] == names(first)
    assert everything[-1] == "card.default"
    assert names(client.get(many, params={"limit": 1000})) == everything


def test_offsets_and_limits_cut_out_what_they_say(client, many):
    everything, _ = followed(client, many)
    far = 2**63 - 1
    for offset, limit in ((0, 1), (1, 5), (99, 3), (128, 10), (130, 1), (131, 5), (0, 0), (5000, 5), (0, far), (far, far)):
        assert names(client.get(many, params={"offset": offset, "limit": limit})) == everything[offset : offset + limit]


def test_artifacts_are_whole(client, write, artifacts):
    written = write(evidence_body("a", number(1))).json()["artifact"]
    assert client.get(artifacts).json() == [written]


def test_what_would_not_fit_an_answer_goes_on_in_the_next(client, write, artifacts):
    for value in range(6):
        text = random.Random(value).randbytes(700_000).hex()  # noqa: S311 - no secret
        assert write(evidence_body(str(value), {"evidence_type": "string", "string": text})).status_code == 200
    first = client.get(artifacts)
    assert len(first.content) < 6_000_000
    assert len(names(first)) < 6
    everything, _ = followed(client, artifacts)
    assert sorted(everything) == [f"evidence.{value}" for value in range(6)]


@pytest.mark.parametrize(
    "params", [{"limit": -1}, {"limit": "x"}, {"offset": -1}, {"offset": "x"}, {"offset": "Vg=="}, {"limit": "1.5"}]
)
def test_what_is_no_number_is_422(client, many, params):
    assert problems(client.get(many, params=params))


def test_of_a_version_that_there_is_not_none_are(client, model):
    assert client.get(f"{model}/version/v9/artifact").status_code == 404
    assert client.get("/api/model/nobodys/version/v1/artifact").status_code == 404
