"""PUT /api/svc/v1/apply."""

import pytest

from contract.truefoundry.conftest import V1, made, refusal


@pytest.fixture
def applied(client):
    def apply(manifest, **more):
        return made(client.put(f"{V1}/apply", json={"manifest": manifest, "dryRun": False, "force": False} | more))

    return apply


@pytest.fixture
def version(repo):
    told = {"type": "artifact-version", "name": "x", "ml_repo": repo["manifest"]["name"], "metadata": {}}
    return told | {"source": {"type": "external", "uri": "s3://elsewhere/x"}}


def test_a_repo_is_made_then_changed_and_a_dry_run_tells_which(client, applied, repo_manifest):
    assert applied(repo_manifest, dryRun=True) == {"action": "CREATE"}
    told = applied(repo_manifest)
    assert told["action"] == "CREATE"
    assert "existingManifest" not in told
    changed = repo_manifest | {"description": "said"}
    for is_dry in (True, False):
        again = applied(changed, dryRun=is_dry)
        assert (again["action"], again["data"]["id"]) == ("UPDATE", told["data"]["id"])
        assert again["existingManifest"] == told["data"]["manifest"]
    assert made(client.get(f"{V1}/ml-repos/{told['data']['id']}"))["data"]["manifest"]["description"] == "said"


def test_a_data_directory_is_made_then_changed(applied, directory_manifest):
    assert applied(directory_manifest, dryRun=True) == {"action": "CREATE"}
    told = applied(directory_manifest)
    again = applied(directory_manifest | {"metadata": {}})
    assert (told["action"], again["action"]) == ("CREATE", "UPDATE")
    assert again["existingManifest"]["metadata"] == {"n": 1.5}
    assert told["data"]["id"] == again["data"]["id"]


def test_a_version_is_made_and_one_with_a_number_is_changed(client, applied, version):
    assert applied(version, dryRun=True) == {"action": "CREATE"}
    first = applied(version)
    assert first["action"] == "CREATE"
    assert applied(version)["action"] == "UPDATE"
    changed = version | {"version": 1, "version_alias": "v1"}
    assert applied(changed, dryRun=True)["existingManifest"] == first["data"]["manifest"]
    assert applied(changed)["data"]["manifest"]["version_alias"] == "v1"
    assert applied(version | {"metadata": {"n": 2}})["data"]["fqn"].endswith(":2")
    taken = version | {"version": 2, "metadata": {"n": 2}, "version_alias": "v1"}
    for is_dry in (True, False):
        answer = client.put(f"{V1}/apply", json={"manifest": taken, "dryRun": is_dry})
        assert answer.status_code == 422
        assert "version_alias" in refusal(answer)


def test_a_dry_run_of_a_version_leaves_nothing(client, applied, version, repo):
    applied(version, dryRun=True)
    assert made(client.get(f"{V1}/artifact-versions", params={"ml_repo_id": repo["id"]}))["data"] == []


@pytest.mark.parametrize(
    "told",
    [{"type": "workspace", "name": "x"}, {"name": "x"}, {"type": "ml-repo", "name": "a_b"}, {"type": "ml-repo"}, [], None],
)
def test_what_is_no_manifest_that_is_known_is_422(client, told):
    answer = client.put(f"{V1}/apply", json={"manifest": told})
    assert answer.status_code == 422
    assert "manifest" in refusal(answer)


def test_local_files_are_refused_with_what_uploads_them(client, version):
    for source in ({"type": "local", "paths": [{"src": "a"}]}, {"type": "local", "file_or_folder": "a"}):
        answer = client.put(f"{V1}/apply", json={"manifest": version | {"source": source}})
        assert answer.status_code == 422
        assert "source: local files do not come with a manifest: upload them by log_artifact or log_model" in refusal(answer)


def test_models_and_prompts_are_applied_as_well(applied, version, repo):
    model = version | {"type": "model-version", "name": "m", "framework": {"type": "sklearn"}}
    assert applied(model)["data"]["fqn"].startswith("model:")
    prompt = {"type": "chat_prompt", "name": "p", "ml_repo": repo["manifest"]["name"], "metadata": {}}
    told = applied(prompt | {"messages": [{"role": "user", "content": "hello"}]})
    assert told["data"]["fqn"].startswith("chat_prompt:")
