"""POST /api/svc/v1/runs/{id}/parameters."""

import pytest

from contract.truefoundry.conftest import PREFIXES, V1, made, refusal


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_parameter_keeps_the_value_that_it_got(client, run, prefix):
    place = f"{prefix}/runs/{run['run_id']}"
    for _ in range(2):
        assert made(client.post(f"{place}/parameters", json={"key": "lr", "value": "0.1"})) == {}
    answer = client.post(f"{place}/parameters", json={"key": "lr", "value": "0.2"})
    assert answer.status_code == 422
    assert "lr" in refusal(answer)
    assert made(client.get(place))["run"]["data"]["params"] == [{"key": "lr", "value": "0.1"}]


@pytest.mark.parametrize("told", [{"key": "lr", "value": 0.1}, {"key": "lr", "value": "x" * 1001}, {"key": "", "value": ""}])
def test_what_is_wrong_is_422(client, run, told):
    assert client.post(f"{V1}/runs/{run['run_id']}/parameters", json=told).status_code == 422
