"""DELETE /api/svc/v1/ml-repos/{id}."""

import pytest

from contract.truefoundry.conftest import PREFIXES, V1, made, refusal


@pytest.mark.parametrize("prefix", PREFIXES)
def test_an_empty_repo_goes_and_its_name_is_free_for_another_one(client, repo, repo_manifest, prefix):
    assert made(client.delete(f"{prefix}/ml-repos/{repo['id']}")) == {}
    for again in (client.get, client.delete):
        assert again(f"{prefix}/ml-repos/{repo['id']}").status_code == 404
    assert made(client.put(f"{prefix}/ml-repos", json={"manifest": repo_manifest}))["data"]["id"] != repo["id"]


def test_a_repo_with_something_in_it_says_what_to_delete_first(client, repo, run, directory):
    answer = client.delete(f"{V1}/ml-repos/{repo['id']}")
    assert answer.status_code == 422
    assert "runs and data directories" in refusal(answer)
    made(client.delete(f"{V1}/runs/{run['run_id']}"))
    made(client.delete(f"{V1}/data-directories/{directory['id']}"))
    told = {"type": "artifact-version", "name": "x", "ml_repo": repo["manifest"]["name"], "metadata": {}}
    version = told | {"source": {"type": "external", "uri": "s3://elsewhere/x"}}
    found = made(client.put(f"{V1}/artifact-versions", json={"manifest": version}))["data"]
    assert "artifacts" in refusal(client.delete(f"{V1}/ml-repos/{repo['id']}"))
    made(client.delete(f"{V1}/artifact-versions/{found['id']}"))
    made(client.delete(f"{V1}/ml-repos/{repo['id']}"))
    answer = client.put(f"{V1}/artifact-versions", json={"manifest": version})
    assert answer.status_code == 404


def test_the_default_repo_stays(client):
    answer = client.delete(f"{V1}/ml-repos/1")
    assert answer.status_code == 422
    assert "default" in refusal(answer)


def test_an_editor_may_not(required, repo_manifest):
    ada, bob = required.person("ada"), required.person("bob")
    wanted = [{"subject": "user:bob", "role_id": "mlf-project-editor"}]
    told = made(ada.http.put(f"{V1}/ml-repos", json={"manifest": repo_manifest | {"collaborators": wanted}}))["data"]
    required.wait()
    assert bob.http.delete(f"{V1}/ml-repos/{told['id']}").status_code == 403
