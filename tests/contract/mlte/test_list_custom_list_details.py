"""GET /api/custom_list/{custom_list_id}."""

import pytest

from contract.mlte.test_create_custom_list_entry import BUILT_IN


@pytest.mark.parametrize("custom_list", BUILT_IN)
def test_the_built_in_entries_come_first_in_their_order(client, custom_list):
    found = client.get(f"/api/custom_list/{custom_list}").json()
    assert found[: len(BUILT_IN[custom_list])] == [{"parent": None} | one for one in BUILT_IN[custom_list]]


def test_added_ones_follow_in_the_order_of_their_being_added(client, make_entry):
    made = [make_entry("classification") for _ in range(3)]
    assert client.get("/api/custom_list/classification").json()[-3:] == made


def test_a_list_that_does_not_exist_is_404(client):
    assert client.get("/api/custom_list/nothing").status_code == 404
