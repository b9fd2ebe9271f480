"""POST /api/svc/v1/data-directories/files."""

import pytest

from contract.truefoundry.conftest import NO_UUID, PREFIXES, V1, made


@pytest.mark.parametrize("prefix", PREFIXES)
def test_an_empty_one_has_no_files_and_says_so_with_a_pagination(client, directory, prefix):
    told = {"id": directory["id"], "path": None, "limit": 500.0, "pageToken": None}
    assert made(client.post(f"{prefix}/data-directories/files", json=told)) == {"data": [], "pagination": {"limit": 500}}


@pytest.mark.parametrize(("path", "status"), [("../x", 422), ("/x", 422), ("a//b", 422), ("dir", 200), ("", 200)])
def test_a_path_stays_within(client, directory, path, status):
    told = {"id": directory["id"], "path": path}
    assert client.post(f"{V1}/data-directories/files", json=told).status_code == status


def test_what_is_none_is_404(client):
    assert client.post(f"{V1}/data-directories/files", json={"id": NO_UUID}).status_code == 404
