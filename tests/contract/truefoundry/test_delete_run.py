"""DELETE /api/svc/v1/runs/{id}."""

import pytest

from contract.truefoundry.conftest import PREFIXES, V1, made


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_run_goes_with_all_that_it_reported(client, repo, run, prefix):
    made(client.post(f"{V1}/runs/{run['run_id']}/batch", json={"metrics": [{"key": "loss", "value": 1.5}]}))
    assert made(client.delete(f"{prefix}/runs/{run['run_id']}")) == {}
    for path in ("", "/metrics/history?metric_key=loss"):
        assert client.get(f"{prefix}/runs/{run['run_id']}{path}").status_code == 404
    assert client.delete(f"{prefix}/runs/{run['run_id']}").status_code == 404
    found = made(client.post(f"{prefix}/runs/search", json={"experiment_ids": [repo["id"]]}))
    assert found["runs"] == []
