"""POST /api/svc/v1/delete."""

import pytest

from contract.truefoundry.conftest import V1, made, refusal


def test_what_a_manifest_names_goes(client, repo, directory, directory_manifest, repo_manifest):
    told = {"type": "artifact-version", "name": "x", "ml_repo": repo_manifest["name"], "metadata": {}}
    version = told | {"source": {"type": "external", "uri": "s3://elsewhere/x"}, "version_alias": "v1"}
    made(client.put(f"{V1}/artifact-versions", json={"manifest": version}))
    answer = client.post(f"{V1}/delete", json={"manifest": repo_manifest})
    assert answer.status_code == 422
    assert "artifacts" in refusal(answer)
    for manifest in (directory_manifest, version, repo_manifest):
        assert made(client.post(f"{V1}/delete", json={"manifest": manifest})) == {}
        assert client.post(f"{V1}/delete", json={"manifest": manifest}).status_code == 404


@pytest.mark.parametrize(
    "told", [{"type": "workspace", "name": "x"}, {"type": "ml-repo", "name": ""}, {"type": "model-version", "name": "x"}, None]
)
def test_what_names_nothing_is_422(client, told):
    assert client.post(f"{V1}/delete", json={"manifest": told}).status_code == 422


def test_a_version_needs_its_number_or_its_alias(client, repo):
    told = {"type": "model-version", "name": "x", "ml_repo": repo["manifest"]["name"]}
    answer = client.post(f"{V1}/delete", json={"manifest": told})
    assert answer.status_code == 422
    assert "version" in refusal(answer)
