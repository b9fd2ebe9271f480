"""GET /api/svc/v1/min-cli-version."""


def test_every_client_is_served_and_told_to_ask_this_server_for_tokens(client):
    answer = client.get("/api/svc/v1/min-cli-version")
    assert answer.status_code == 200
    told = {"minVersion": "0.0.0", "truefoundryCliMinVersion": "0.0.0", "useSFYServerAuthAPIs": True}
    assert answer.json() == told


def test_also_where_everybody_has_to_sign_in(required):
    assert required.client(authorization="Bearer forged").get("/api/svc/v1/min-cli-version").status_code == 200
