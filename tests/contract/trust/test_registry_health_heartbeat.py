"""GET /health."""


def test_the_registry_tells_that_it_answers(client):
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.json()["uptime_s"] >= 0
