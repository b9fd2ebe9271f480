"""GET /api/groups/permissions."""


def test_a_permission_is_a_text_of_type_and_method(client):
    answer = client.get("/api/groups/permissions")
    assert answer.status_code == 200
    assert {"model-get", "model-any", "user-put", "group-delete", "catalog-post", "custom_list-get"} <= set(answer.json())
    assert len(answer.json()) == len(set(answer.json()))


def test_each_can_be_taken_apart(client):
    for text in client.get("/api/groups/permissions").json():
        assert client.get(f"/api/groups/permission/{text}").status_code == 200


def test_every_user_may_ask_and_no_stranger(required):
    assert required.person().http.get("/api/groups/permissions").status_code == 200
    assert required.client().get("/api/groups/permissions").status_code == 401
