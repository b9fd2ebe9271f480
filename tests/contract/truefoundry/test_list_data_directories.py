"""GET /api/svc/v1/data-directories."""

import pytest

from contract.truefoundry.conftest import PREFIXES, V1, made


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_data_directory_is_found_in_each_way(client, directory, prefix):
    for query in (
        {"fqn": directory["fqn"], "limit": 1},
        {"ml_repo_id": directory["ml_repo_id"]},
        {"ml_repo_id": directory["ml_repo_id"], "name": "images"},
    ):
        assert made(client.get(f"{prefix}/data-directories", params=query))["data"] == [directory]


@pytest.mark.parametrize(
    "query", [{"fqn": "data-dir:cairn/default/none"}, {"fqn": "x"}, {"ml_repo_id": "999999999"}, {"name": "no-such-directory"}]
)
def test_what_is_not_there_is_an_empty_list(client, query):
    assert made(client.get(f"{V1}/data-directories", params=query))["data"] == []


def test_an_offset_is_honoured(client, directory):
    query = {"ml_repo_id": directory["ml_repo_id"], "limit": 1, "offset": 1}
    told = made(client.get(f"{V1}/data-directories", params=query))
    assert told == {"data": [], "pagination": {"total": 1, "offset": 1, "limit": 1}}
    assert made(client.get(f"{V1}/data-directories", params={"fqn": directory["fqn"], "offset": 1}))["data"] == []
