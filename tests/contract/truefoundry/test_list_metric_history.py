"""POST /api/svc/v1/runs/{id}/metrics/list."""

import pytest

from contract.truefoundry.conftest import PREFIXES, made


@pytest.mark.parametrize("prefix", PREFIXES)
def test_metrics_are_told_all_or_those_named_at_one_step_or_at_all(client, run, prefix):
    place = f"{prefix}/runs/{run['run_id']}"
    metrics = [{"key": key, "value": 1.5, "timestamp": 5, "step": step} for key in ("a", "b") for step in (0, 1)]
    made(client.post(f"{place}/batch", json={"metrics": metrics}))

    def found(**asked):
        told = made(client.post(f"{place}/metrics/list", json=asked))["metric_collections"]
        return {one["key"]: [value["step"] for value in one["metrics"]] for one in told}

    assert found() == found(metric_keys=None, step=None) == {"a": [0, 1], "b": [0, 1]}
    assert found(metric_keys=["b", "none"]) == {"b": [0, 1], "none": []}
    assert found(metric_keys=["a"], step=1.0) == {"a": [1]}
