"""PUT /api/svc/v1/runs/{id}."""

import pytest

from contract.truefoundry.conftest import NO_UUID, PREFIXES, V1, made


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_run_ends_as_it_says_and_what_is_null_stays(client, run, prefix):
    place = f"{prefix}/runs/{run['run_id']}"
    told = made(client.put(place, json={"status": "FINISHED", "end_time": 1.8e12, "description": None}))
    assert told == {"run_info": run | {"status": "FINISHED", "end_time": 1_800_000_000_000}}
    assert made(client.put(place, json={"description": "good"}))["run_info"]["status"] == "FINISHED"


@pytest.mark.parametrize("body", [{"status": "DONE"}, {"end_time": -1}, {"description": "x" * 513}, []])
def test_what_is_wrong_is_422(client, run, body):
    assert client.put(f"{V1}/runs/{run['run_id']}", json=body).status_code == 422


def test_what_is_no_run_is_404(client):
    assert client.put(f"{V1}/runs/{NO_UUID}", json={"status": "FAILED"}).status_code == 404
