"""GET /api/model."""


def test_all_models_are_listed_by_name(client, model, name):
    answer = client.get("/api/model")
    assert answer.status_code == 200
    assert name in answer.json()
    client.delete(model)
    assert name not in client.get("/api/model").json()


def test_more_than_a_hundred_are_listed(client, name):
    made = [f"{name}-{number:03d}" for number in range(130)]
    for one in made:
        client.post("/api/model", json={"identifier": one})
    assert [one for one in client.get("/api/model").json() if one.startswith(name)] == made


def test_who_may_not_read_all_models_is_403(required, name):
    person = required.person()
    person.http.post("/api/model", json={"identifier": name})
    assert person.http.get("/api/model").status_code == 403
    assert required.person("", "read-model").http.get("/api/model").json() == [name]
