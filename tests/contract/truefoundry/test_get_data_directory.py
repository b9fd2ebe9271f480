"""GET /api/svc/v1/data-directories/{id}."""

import pytest

from contract.truefoundry.conftest import NO_UUID, PREFIXES, made, refusal


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_data_directory_is_what_was_made(client, directory, prefix):
    assert made(client.get(f"{prefix}/data-directories/{directory['id']}")) == {"data": directory}
    answer = client.get(f"{prefix}/data-directories/{NO_UUID}")
    assert answer.status_code == 404
    assert "data directory" in refusal(answer)
