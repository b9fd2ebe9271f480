"""GET /api/model/{model_id}/version."""


def test_the_names_are_listed_oldest_first(client, model):
    client.post(f"{model}/version", json={"identifier": "a"})
    assert client.get(f"{model}/version").json() == ["v1", "a"]


def test_of_a_model_that_there_is_not_none_are(client, name):
    assert client.get(f"/api/model/{name}/version").status_code == 404
