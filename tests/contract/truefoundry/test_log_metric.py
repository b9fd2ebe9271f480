"""POST /api/svc/v1/runs/{id}/metrics."""

import pytest

from contract.truefoundry.conftest import NO_UUID, PREFIXES, V1, made


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_last_value_is_the_runs(client, run, prefix):
    place = f"{prefix}/runs/{run['run_id']}"
    for step, value in ((0, 3), (5, 2.5), (1, 1.5)):
        assert made(client.post(f"{place}/metrics", json={"key": "loss", "value": value, "timestamp": 9, "step": step})) == {}
    [last] = made(client.get(place))["run"]["data"]["metrics"]
    assert last == {"key": "loss", "value": 2.5, "timestamp": 9, "step": 5}


def test_when_is_now_and_step_zero_if_not_said(client, run):
    place = f"{V1}/runs/{run['run_id']}"
    made(client.post(f"{place}/metrics", json={"key": "loss", "value": 1, "timestamp": None, "step": None}))
    [last] = made(client.get(place))["run"]["data"]["metrics"]
    assert last["step"] == 0
    assert last["timestamp"] > 1_600_000_000_000


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("value", None), ("value", "1.5"), ("value", True), ("value", [1]), ("key", ""), ("key", "a*b"), ("key", "x" * 251),
        ("step", 1.5), ("step", 2**63), ("timestamp", -1), ("timestamp", 10**15),
    ],
)  # fmt: skip
def test_what_is_wrong_is_422(client, run, member, value):
    told = {"key": "loss", "value": 1.5, "timestamp": 1, "step": 1} | {member: value}
    assert client.post(f"{V1}/runs/{run['run_id']}/metrics", json=told).status_code == 422


@pytest.mark.parametrize("text", ["1e999", "NaN", "Infinity", "1" + "0" * 400])
def test_what_no_float_can_be_is_422(client, run, text):
    body = f'{{"key": "loss", "value": {text}}}'
    answer = client.post(f"{V1}/runs/{run['run_id']}/metrics", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422


def test_what_is_no_run_is_404(client):
    assert client.post(f"{V1}/runs/{NO_UUID}/metrics", json={"key": "loss", "value": 1.5}).status_code == 404
