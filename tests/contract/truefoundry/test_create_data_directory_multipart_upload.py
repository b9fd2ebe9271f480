"""POST /api/svc/v1/data-directories/signed-urls/multipart."""

import pytest

from contract.truefoundry.conftest import NO_UUID, PREFIXES, V1, made


@pytest.mark.parametrize("prefix", PREFIXES)
def test_each_part_has_its_url_and_their_list_another(client, directory, prefix):
    told = {"id": directory["id"], "path": "large.bin", "num_parts": 3.0}
    found = made(client.post(f"{prefix}/data-directories/signed-urls/multipart", json=told))["data"]
    assert found["storage_provider"] == "S3_COMPATIBLE"
    assert len({one["signed_url"] for one in found["part_signed_urls"]}) == 3
    assert found["s3_compatible_upload_id"] in found["finalize_signed_url"]["signed_url"]


@pytest.mark.parametrize(("told", "status"), [({"num_parts": 0}, 422), ({"path": "/x"}, 422), ({"id": NO_UUID}, 404)])
def test_what_is_wrong_is_refused(client, directory, told, status):
    body = {"id": directory["id"], "path": "large.bin", "num_parts": 2} | told
    assert client.post(f"{V1}/data-directories/signed-urls/multipart", json=body).status_code == status
