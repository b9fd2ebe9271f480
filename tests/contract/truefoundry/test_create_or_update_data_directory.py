"""PUT /api/svc/v1/data-directories."""

import pytest

from contract.truefoundry.conftest import PREFIXES, V1, made, refusal


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_data_directory_has_what_the_client_reads(client, directory_manifest, repo, prefix):
    told = made(client.put(f"{prefix}/data-directories", json={"manifest": directory_manifest | {"description": None}}))["data"]
    assert told["fqn"] == f"data-dir:cairn/{repo['manifest']['name']}/images"
    assert (told["name"], told["ml_repo_id"]) == ("images", repo["id"])
    assert told["manifest"]["metadata"] == {"n": 1.5}
    assert told["manifest"]["source"]["uri"].startswith("s3://")
    assert told["fqn"] in told["usage_code_snippet"]


def test_the_same_again_is_the_same_and_the_whole_manifest_sent_back_changes_it(client, directory, directory_manifest):
    assert made(client.put(f"{V1}/data-directories", json={"manifest": directory_manifest}))["data"] == directory
    back = directory["manifest"] | {"description": "cats", "metadata": {}}
    changed = made(client.put(f"{V1}/data-directories", json={"manifest": back}))["data"]
    assert changed["id"] == directory["id"]
    assert changed["manifest"] == back


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("name", "a b"), ("name", ""), ("name", "x" * 257), ("metadata", None), ("metadata", []), ("source", None),
        ("source", {"type": "local", "paths": []}), ("source", {"type": "external"}), ("description", "x" * 513),
        ("source", {"type": "truefoundry", "uri": "s3://other/x"}), ("ml_repo", "a_b"), ("type", "model-version"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_422(client, directory_manifest, member, value):
    answer = client.put(f"{V1}/data-directories", json={"manifest": directory_manifest | {member: value}})
    assert answer.status_code == 422
    assert refusal(answer)


def test_a_repo_that_is_none_is_404(client, directory_manifest):
    told = directory_manifest | {"ml_repo": "no-such-repo"}
    assert client.put(f"{V1}/data-directories", json={"manifest": told}).status_code == 404
