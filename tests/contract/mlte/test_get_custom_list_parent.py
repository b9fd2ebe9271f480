"""GET /api/custom_list/{custom_list_id}/parent."""


def test_one_list_is_under_another_and_the_others_under_none(client):
    lists = client.get("/api/custom_lists").json()
    parents = {of: client.get(f"/api/custom_list/{of}/parent").json() for of in lists}
    assert parents == dict.fromkeys(lists) | {"quality_attributes": "qa_categories"}


def test_a_list_that_does_not_exist_is_404(client):
    assert client.get("/api/custom_list/nothing/parent").status_code == 404
