"""PUT /api/svc/v1/ml-repos."""

import pytest

from contract.truefoundry.conftest import PREFIXES, V1, made, refusal


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_repo_is_made_under_both_prefixes(client, repo_manifest, prefix):
    told = made(client.put(f"{prefix}/ml-repos", json={"manifest": repo_manifest, "dryRun": False}))["data"]
    assert int(told["id"]) > 1
    assert told["tenant_name"] == told["account_id"] == "cairn"
    assert {"name", "storage_integration_fqn", "type", "collaborators"} <= set(told["manifest"])
    assert {"subjectId", "subjectType", "subjectSlug"} <= set(told["created_by_subject"])
    assert told["created_at"].endswith("Z")


def test_the_same_again_is_the_same_repo_and_a_change_keeps_its_id(client, repo, repo_manifest):
    again = made(client.put(f"{V1}/ml-repos", json={"manifest": repo_manifest}))["data"]
    assert again == repo
    back = repo["manifest"] | {"description": "pictures", "ownedBy": {"account": "cairn"}}
    changed = made(client.put(f"{V1}/ml-repos", json={"manifest": back}))["data"]
    assert changed["id"] == repo["id"]
    assert changed["manifest"] == back


def test_nulls_of_what_is_optional_are_fine(client, repo_manifest):
    more = {"description": None, "collaborators": None, "ownedBy": None}
    made(client.put(f"{V1}/ml-repos", json={"manifest": repo_manifest | more, "dryRun": None}))


def test_a_dry_run_that_is_neither_true_nor_false_is_422(client, repo_manifest, repo_name):
    for path in ("ml-repos", "apply"):
        for value in (0, 1, 0.0, "yes", "false", []):
            answer = client.put(f"{V1}/{path}", json={"manifest": repo_manifest, "dryRun": value})
            assert (answer.status_code, "dryRun" in refusal(answer)) == (422, True)
    assert made(client.get(f"{V1}/ml-repos", params={"name": repo_name}))["data"] == []


def test_a_dry_run_writes_nothing(client, repo_manifest, repo_name):
    assert made(client.put(f"{V1}/ml-repos", json={"manifest": repo_manifest, "dryRun": True}))["data"]["id"] == "0"
    assert made(client.get(f"{V1}/ml-repos", params={"name": repo_name}))["data"] == []


def test_its_storage_does_not_change(client, repo, repo_manifest):
    answer = client.put(f"{V1}/ml-repos", json={"manifest": repo_manifest | {"storage_integration_fqn": "other"}})
    assert answer.status_code == 422
    assert "storage_integration_fqn" in refusal(answer)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("name", "ab"), ("name", "1abc"), ("name", "a_b_c"), ("name", "abc-"), ("name", "a" * 101), ("name", None),
        ("name", "äbc"), ("storage_integration_fqn", ""), ("storage_integration_fqn", None), ("description", "x" * 513),
        ("type", "workspace"),
        ("collaborators", [{"subject": "user:nobody-at-all", "role_id": "mlf-project-admin"}]),
        ("collaborators", [{"subject": "team:nobody-at-all", "role_id": "mlf-project-viewer"}]),
        ("collaborators", [{"subject": "robot:x", "role_id": "mlf-project-viewer"}]),
        ("collaborators", [{"subject": "user:anonymous", "role_id": "owner"}]),
        ("collaborators", ["user:x"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_422_in_the_form_that_the_sdk_reads(client, repo_manifest, repo_name, member, value):
    answer = client.put(f"{V1}/ml-repos", json={"manifest": repo_manifest | {member: value}})
    assert answer.status_code == 422
    assert refusal(answer)
    assert made(client.get(f"{V1}/ml-repos", params={"name": repo_name}))["data"] == []


def test_collaborators_reach_what_is_in_it_and_others_do_not_know_of_it(required, repo_manifest):
    ada, bob, eve = required.person("ada"), required.person("bob"), required.person("eve")
    wanted = [{"subject": "user:ada", "role_id": "mlf-project-admin"}, {"subject": "user:bob", "role_id": "mlf-project-viewer"}]
    told = made(ada.http.put(f"{V1}/ml-repos", json={"manifest": repo_manifest | {"collaborators": wanted}}))["data"]
    assert told["manifest"]["collaborators"] == wanted
    begun = {"experiment_id": told["id"], "name": "x"}
    run = made(ada.http.post(f"{V1}/runs", json=begun))["run"]["info"]["run_id"]
    required.wait()
    assert ada.http.get(f"{V1}/runs/{run}").status_code == bob.http.get(f"{V1}/runs/{run}").status_code == 200
    assert bob.http.post(f"{V1}/runs", json=begun).status_code == 403
    assert bob.http.put(f"{V1}/ml-repos", json={"manifest": repo_manifest}).status_code == 403
    assert eve.http.get(f"{V1}/runs/{run}").status_code == eve.http.get(f"{V1}/ml-repos/{told['id']}").status_code == 404
    made(ada.http.put(f"{V1}/ml-repos", json={"manifest": repo_manifest | {"collaborators": wanted[:1]}}))
    required.wait()
    assert bob.http.get(f"{V1}/runs/{run}").status_code == 404
