"""POST /api/svc/v1/runs/search."""

import pytest

from contract.truefoundry.conftest import PREFIXES, V1, made, refusal


@pytest.fixture
def three(client, repo):
    """Three runs, of which the later are the worse."""
    for number, accuracy in enumerate((0.9, 0.5, 0.1)):
        told = {"experiment_id": repo["id"], "name": f"r{number}", "start_time": 1_000 + number}
        run = made(client.post(f"{V1}/runs", json=told))["run"]["info"]["run_id"]
        made(client.post(f"{V1}/runs/{run}/batch", json={"metrics": [{"key": "accuracy", "value": accuracy}]}))
    return repo["id"]


def names(answer):
    return [run["info"]["name"] for run in made(answer)["runs"]]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_clients_own_search_finds_the_newest_first(client, three, prefix):
    asked = {"experiment_ids": [three], "filter": "", "run_view_type": "ACTIVE_ONLY", "max_results": 1000.0}
    more = {"order_by": ["attribute.start_time DESC"], "page_token": None}
    assert names(client.post(f"{prefix}/runs/search", json=asked | more)) == ["r2", "r1", "r0"]
    assert names(client.post(f"{prefix}/runs/search", json=asked | {"run_view_type": "DELETED_ONLY"})) == []


def test_a_filter_and_an_order_are_heeded_page_by_page(client, three):
    asked = {"experiment_ids": [three], "filter": "metrics.accuracy > 0.3", "order_by": ["metric.accuracy DESC"]}
    first = made(client.post(f"{V1}/runs/search", json=asked | {"max_results": 1}))
    assert [run["info"]["name"] for run in first["runs"]] == ["r0"]
    rest = asked | {"page_token": first["next_page_token"]}
    assert names(client.post(f"{V1}/runs/search", json=rest)) == ["r1"]
    assert "next_page_token" not in made(client.post(f"{V1}/runs/search", json=rest))


def test_one_run_is_found_by_its_name_in_each_way(client, repo, run):
    name, fqn = repo["manifest"]["name"], run["fqn"]
    for asked in (
        {"fqn": fqn, "max_results": 1},
        {"name": "svm", "ml_repo_name": name, "max_results": 1},
        {"name": "svm", "experiment_id": repo["id"]},
    ):
        assert names(client.post(f"{V1}/runs/search", json=asked)) == ["svm"]
    for asked in (
        {"fqn": f"{fqn}x"},
        {"fqn": "other/" + fqn.partition("/")[2]},
        {"fqn": "x"},
        {"name": "no", "ml_repo_name": name},
    ):
        assert names(client.post(f"{V1}/runs/search", json=asked)) == []


@pytest.mark.parametrize(
    "asked",
    [{"filter": "metrics.accuracy >"}, {"order_by": ["colour"]}, {"max_results": 0}, {"page_token": "x"}, {"filter": 1}],
)
def test_what_is_not_understood_is_refused(client, three, asked):
    answer = client.post(f"{V1}/runs/search", json={"experiment_ids": [three]} | asked)
    assert answer.status_code in {400, 422}
    assert refusal(answer)


def test_a_search_that_names_no_repo_is_422_and_one_of_a_repo_that_is_none_404(client):
    assert client.post(f"{V1}/runs/search", json={}).status_code == 422
    assert client.post(f"{V1}/runs/search", json={"experiment_ids": ["999999999"]}).status_code == 404
