"""GET /api/svc/v1/runs/{id}/metrics/history."""

import pytest

from contract.truefoundry.conftest import NO_UUID, PREFIXES, V1, made


@pytest.mark.parametrize("prefix", PREFIXES)
def test_values_come_by_step_as_they_were_logged(client, run, prefix):
    logged = [(2, 0.1), (0, 1e308), (1, -1e-300), (-1, 1e19)]
    metrics = [{"key": "a/b c", "value": value, "timestamp": 5.0, "step": float(step)} for step, value in logged]
    made(client.post(f"{prefix}/runs/{run['run_id']}/batch", json={"metrics": metrics}))
    told = made(client.get(f"{prefix}/runs/{run['run_id']}/metrics/history", params={"metric_key": "a/b c"}))["metrics"]
    assert [(one["step"], one["value"]) for one in told] == sorted(logged)
    assert all((one["key"], one["timestamp"]) == ("a/b c", 5) for one in told)


def test_a_metric_that_it_does_not_have_has_no_values(client, run):
    place = f"{V1}/runs/{run['run_id']}/metrics/history"
    assert made(client.get(place, params={"metric_key": "none"})) == {"metrics": []}
    assert client.get(place).status_code == 422
    assert client.get(f"{V1}/runs/{NO_UUID}/metrics/history", params={"metric_key": "x"}).status_code == 404
