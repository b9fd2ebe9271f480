"""GET /api/healthz."""


def test_it_says_healthy_to_anybody(client):
    answer = client.get("/api/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "healthy"})


def test_also_where_everybody_has_to_sign_in(required):
    assert required.client(authorization="Bearer forged").get("/api/healthz").json() == {"status": "healthy"}
