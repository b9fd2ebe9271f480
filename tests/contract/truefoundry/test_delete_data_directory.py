"""DELETE /api/svc/v1/data-directories/{id}."""

import pytest

from contract.truefoundry.conftest import PREFIXES, made


@pytest.mark.parametrize("prefix", PREFIXES)
def test_it_goes_and_its_name_is_free(client, directory, directory_manifest, prefix):
    place = f"{prefix}/data-directories/{directory['id']}"
    assert made(client.delete(place, params={"delete_contents": "false"})) == {}
    assert client.get(place).status_code == client.delete(place).status_code == 404
    again = made(client.put(f"{prefix}/data-directories", json={"manifest": directory_manifest}))["data"]
    assert again["id"] != directory["id"]
