"""GET /api/catalogs."""


def test_there_are_two_and_one_is_read_only(client):
    found = client.get("/api/catalogs").json()
    assert [(one["id"], one["read_only"]) for one in found] == [("sample", True), ("local", False)]
    assert all(set(one) == {"id", "read_only", "type"} for one in found)


def test_one_sees_what_one_may_read(required):
    admin, reader = required.admin(), required.person("reader-of-local")
    assert reader.http.get("/api/catalogs").status_code == 403
    admin.http.put("/api/user", json={"username": reader.name, "groups": [{"name": "read-catalog-local"}]}).raise_for_status()
    required.wait()
    assert [one["id"] for one in reader.http.get("/api/catalogs").json()] == ["local"]
