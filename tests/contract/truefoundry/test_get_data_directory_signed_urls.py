"""POST /api/svc/v1/data-directories/signed-urls."""

import pytest

from contract.truefoundry.conftest import NO_UUID, PREFIXES, V1, made


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("operation", ["READ", "WRITE"])
def test_urls_come_in_the_order_of_the_paths(client, directory, prefix, operation):
    paths = ["b.txt", "dir/a ü.txt", "b.txt"]
    told = {"id": directory["id"], "paths": paths, "operation": operation}
    found = made(client.post(f"{prefix}/data-directories/signed-urls", json=told))["data"]
    assert [one["path"] for one in found] == paths
    assert all(directory["id"] in one["signed_url"] and "X-Amz-Signature" in one["signed_url"] for one in found)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"paths": ["../x"]}, 422), ({"paths": ["x"] * 1_001}, 422), ({"operation": "LIST"}, 422), ({"id": NO_UUID}, 404),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused(client, directory, told, status):
    body = {"id": directory["id"], "paths": ["a"], "operation": "WRITE"} | told
    assert client.post(f"{V1}/data-directories/signed-urls", json=body).status_code == status


def test_one_who_may_only_look_may_not_write(required, repo_manifest, repo_name):
    ada, bob = required.person("ada"), required.person("bob")
    wanted = [{"subject": "user:bob", "role_id": "mlf-project-viewer"}]
    made(ada.http.put(f"{V1}/ml-repos", json={"manifest": repo_manifest | {"collaborators": wanted}}))
    manifest = {"type": "data-dir", "name": "x", "ml_repo": repo_name, "metadata": {}, "source": {"type": "truefoundry"}}
    found = made(ada.http.put(f"{V1}/data-directories", json={"manifest": manifest}))["data"]
    required.wait()
    told = {"id": found["id"], "paths": ["a"]}
    assert bob.http.post(f"{V1}/data-directories/signed-urls", json=told | {"operation": "READ"}).status_code == 200
    assert bob.http.post(f"{V1}/data-directories/signed-urls", json=told | {"operation": "WRITE"}).status_code == 403
