"""POST /api/svc/v1/runs/{id}/batch."""

import pytest

from contract.truefoundry.conftest import NO_UUID, PREFIXES, V1, made, refusal


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_report_is_the_runs_and_sent_again_adds_nothing(client, run, prefix):
    place = f"{prefix}/runs/{run['run_id']}"
    told = {
        "metrics": [{"key": "loss", "value": 0.25, "timestamp": 7, "step": 1}],
        "params": [{"key": "lr", "value": "0.1"}],
        "tags": [{"key": "k", "value": "v"}],
    }
    for _ in range(2):
        assert made(client.post(f"{place}/batch", json=told)) == {}
    data = made(client.get(place))["run"]["data"]
    assert data == told
    assert len(made(client.get(f"{place}/metrics/history", params={"metric_key": "loss"}))["metrics"]) == 1


def test_a_thousand_metrics_go_at_once_and_one_more_does_not(client, run):
    many = [{"key": f"m{number}", "value": number, "timestamp": 1} for number in range(1_001)]
    place = f"{V1}/runs/{run['run_id']}"
    assert client.post(f"{place}/batch", json={"metrics": many}).status_code == 422
    made(client.post(f"{place}/batch", json={"metrics": many[1:], "params": [], "tags": None}))
    assert len(made(client.get(place))["run"]["data"]["metrics"]) == 1_000


def test_one_parameter_with_two_values_is_422(client, run):
    told = {"params": [{"key": "lr", "value": "0.1"}, {"key": "lr", "value": "0.2"}]}
    answer = client.post(f"{V1}/runs/{run['run_id']}/batch", json=told)
    assert answer.status_code == 422
    assert "params" in refusal(answer)


def test_nothing_to_report_is_fine_but_not_of_what_is_no_run(client, run):
    made(client.post(f"{V1}/runs/{run['run_id']}/batch", json={}))
    assert client.post(f"{V1}/runs/{NO_UUID}/batch", json={}).status_code == 404
