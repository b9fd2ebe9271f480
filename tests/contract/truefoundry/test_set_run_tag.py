"""PUT /api/svc/v1/runs/{id}/tags."""

import pytest

from contract.truefoundry.conftest import PREFIXES, V1, made


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_tag_has_the_value_that_it_got_last(client, run, prefix):
    place = f"{prefix}/runs/{run['run_id']}"
    for value in ("first", "second"):
        assert made(client.put(f"{place}/tags", json={"key": "k", "value": value})) == {}
    assert made(client.get(place))["run"]["data"]["tags"] == [{"key": "k", "value": "second"}]


@pytest.mark.parametrize("told", [{"key": "k"}, {"key": "k", "value": "x" * 5001}, {"key": "k\n", "value": ""}])
def test_what_is_wrong_is_422(client, run, told):
    assert client.put(f"{V1}/runs/{run['run_id']}/tags", json=told).status_code == 422
