"""GET /api/svc/v1/tenant-id."""


def test_the_tenant_is_told_and_that_there_is_no_other_server(client):
    answer = client.get("/api/svc/v1/tenant-id", params={"hostName": "https://evil.example"})
    assert answer.status_code == 200
    assert set(answer.json()) == {"tenantName", "auth_server_url"}
    assert answer.json()["tenantName"]
    assert answer.json()["auth_server_url"] == ""


def test_also_where_everybody_has_to_sign_in(required):
    assert required.client().get("/api/svc/v1/tenant-id").json()["tenantName"] == "cairn"
