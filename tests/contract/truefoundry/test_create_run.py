"""POST /api/svc/v1/runs."""

import pytest

from contract.truefoundry.conftest import PREFIXES, V1, made


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_run_has_what_the_client_reads(client, repo, prefix):
    told = {"experiment_id": repo["id"], "name": "svm", "start_time": 1.7e12, "tags": [{"key": "mlf.x", "value": "é"}]}
    run = made(client.post(f"{prefix}/runs", json=told | {"description": None}))["run"]
    info = run["info"]
    assert info["run_id"] == info["run_uuid"]
    assert info["fqn"] == f"cairn/{repo['manifest']['name']}/svm"
    assert (info["experiment_id"], info["status"], info["start_time"]) == (repo["id"], "RUNNING", 1_700_000_000_000)
    assert info["created_by_subject"]["subjectType"] == "user"
    assert run["data"] == {"metrics": [], "params": [], "tags": [{"key": "mlf.x", "value": "é"}]}


def test_a_name_that_is_taken_gets_something_behind_it_and_a_repeated_request_does_not(client, repo, run):
    told = {"experiment_id": repo["id"], "name": "svm", "start_time": run["start_time"]}
    assert made(client.post(f"{V1}/runs", json=told))["run"]["info"]["run_id"] == run["run_id"]
    other = made(client.post(f"{V1}/runs", json=told | {"start_time": None}))["run"]["info"]
    assert other["run_id"] != run["run_id"]
    assert other["name"].startswith("svm-")


def test_a_repo_that_is_none_is_404(client):
    assert client.post(f"{V1}/runs", json={"experiment_id": "999999999", "name": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("name", ""), ("name", "a b"), ("name", "a/b"), ("name", "x" * 251), ("name", None), ("start_time", -1),
        ("start_time", 1.5), ("start_time", 10**15), ("tags", [{"key": "", "value": "x"}]),
        ("tags", [{"key": "a*", "value": "x"}]),
        ("tags", [{"key": "a", "value": "x" * 5001}]), ("description", "x" * 513), ("experiment_id", None),
    ],
)  # fmt: skip
def test_what_is_wrong_is_422(client, repo, member, value):
    told = {"experiment_id": repo["id"], "name": "svm"} | {member: value}
    assert client.post(f"{V1}/runs", json=told).status_code == 422
