"""POST /api/svc/v1/runs/{id}/tags/delete."""

import pytest

from contract.truefoundry.conftest import NO_UUID, PREFIXES, V1, made


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_tag_goes_once_and_for_all(client, run, prefix):
    place = f"{prefix}/runs/{run['run_id']}"
    made(client.put(f"{place}/tags", json={"key": "k", "value": "v"}))
    for _ in range(2):
        assert made(client.post(f"{place}/tags/delete", json={"key": "k"})) == {}
    assert made(client.get(place))["run"]["data"]["tags"] == []


def test_what_is_no_run_is_404(client):
    assert client.post(f"{V1}/runs/{NO_UUID}/tags/delete", json={"key": "k"}).status_code == 404
