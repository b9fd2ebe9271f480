"""DELETE /api/svc/v1/data-directories/files."""

import pytest

from contract.truefoundry.conftest import NO_UUID, PREFIXES, V1, made


@pytest.mark.parametrize("prefix", PREFIXES)
def test_files_that_are_not_there_are_gone(client, directory, prefix):
    told = {"id": directory["id"], "paths": ["a.txt", "dir/b.bin"]}
    assert made(client.request("DELETE", f"{prefix}/data-directories/files", json=told)) == {}


@pytest.mark.parametrize(
    ("told", "status"), [({"paths": ["../x"]}, 422), ({"paths": None}, 422), ({"id": NO_UUID, "paths": ["a"]}, 404)]
)
def test_what_is_wrong_is_refused(client, directory, told, status):
    body = {"id": directory["id"]} | told
    assert client.request("DELETE", f"{V1}/data-directories/files", json=body).status_code == status
