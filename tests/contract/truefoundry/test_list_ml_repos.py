"""GET /api/svc/v1/ml-repos."""

import pytest

from contract.truefoundry.conftest import PREFIXES, V1, made


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_name_is_matched_exactly(client, repo, prefix):
    name = repo["manifest"]["name"]
    told = made(client.get(f"{prefix}/ml-repos", params={"name": name, "limit": 1, "offset": 0}))
    assert told == {"data": [repo], "pagination": {"total": 1, "offset": 0, "limit": 1}}
    assert made(client.get(f"{prefix}/ml-repos", params={"name": name[:-1]}))["data"] == []


def test_the_default_repo_is_there(client):
    [told] = made(client.get(f"{V1}/ml-repos", params={"name": "default", "attributes": ["id", "name"]}))["data"]
    assert (told["id"], told["manifest"]["name"]) == ("1", "default")


def test_an_offset_is_honoured_and_lists_are_newest_first(client, repo):
    assert made(client.get(f"{V1}/ml-repos", params={"limit": 1}))["data"][0]["id"] == repo["id"]
    assert made(client.get(f"{V1}/ml-repos", params={"name": "default", "limit": 1, "offset": 1}))["data"] == []
    total = made(client.get(f"{V1}/ml-repos"))["pagination"]["total"]
    assert made(client.get(f"{V1}/ml-repos", params={"offset": total}))["data"] == []
    assert made(client.get(f"{V1}/ml-repos", params={"offset": total - 1}))["data"][0]["id"] == "1"


@pytest.mark.parametrize("query", [{"limit": 0}, {"offset": -1}, {"limit": "x"}])
def test_what_is_no_page_is_422(client, query):
    assert client.get(f"{V1}/ml-repos", params=query).status_code == 422


def test_one_sees_ones_own_and_the_default_repo(required, repo_manifest):
    ada, bob = required.person("ada"), required.person("bob")
    made(ada.http.put(f"{V1}/ml-repos", json={"manifest": repo_manifest}))
    seen = [[one["id"] for one in made(who.http.get(f"{V1}/ml-repos"))["data"]] for who in (ada, bob)]
    assert seen == [["2", "1"], ["1"]]
