"""GET /api/svc/v1/ml-repos/{id}."""

import pytest

from contract.truefoundry.conftest import PREFIXES, V1, made, refusal


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_repo_is_what_was_made(client, repo, prefix):
    assert made(client.get(f"{prefix}/ml-repos/{repo['id']}")) == {"data": repo}
    assert made(client.get(f"{prefix}/ml-repos/1"))["data"]["manifest"]["name"] == "default"


@pytest.mark.parametrize("repo_id", ["0", "999999999", "02", "list", "counter", "-1"])
def test_what_is_no_repo_is_404(client, repo_id):
    answer = client.get(f"{V1}/ml-repos/{repo_id}")
    assert answer.status_code == 404
    assert "ML repo" in refusal(answer)
