"""GET /api/groups/permissions/details."""

from contract.mlte.conftest import permission


def test_the_same_permissions_are_told_in_parts_and_in_the_same_order(client):
    answer = client.get("/api/groups/permissions/details")
    assert answer.status_code == 200
    assert permission("model", "get") in answer.json()
    texts = [f"{one['resource_type']}-{one['method']}" for one in answer.json()]
    assert texts == client.get("/api/groups/permissions").json()


def test_every_user_may_ask_and_no_stranger(required):
    assert required.person().http.get("/api/groups/permissions/details").status_code == 200
    assert required.client().get("/api/groups/permissions/details").status_code == 401
