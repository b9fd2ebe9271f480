"""GET /api/svc/v1/runs/{id}."""

import pytest

from contract.truefoundry.conftest import NO_UUID, PREFIXES, V1, made, refusal


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_run_is_what_was_begun(client, run, prefix):
    told = made(client.get(f"{prefix}/runs/{run['run_id']}"))["run"]
    assert told == {"info": run, "data": {"metrics": [], "params": [], "tags": []}}


@pytest.mark.parametrize("run_id", [NO_UUID, "nothing", "name%23x"])
def test_what_is_no_run_is_404(client, run_id):
    answer = client.get(f"{V1}/runs/{run_id}")
    assert answer.status_code == 404
    assert "run" in refusal(answer)
