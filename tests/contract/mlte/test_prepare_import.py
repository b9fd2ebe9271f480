"""POST /api/import."""


def test_each_import_has_an_id_and_a_url_of_its_own(client):
    answers = [client.post("/api/import") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    first, second = (answer.json() for answer in answers)
    assert set(first) == {"id", "url", "expires_in"}
    assert first["id"] != second["id"]
    assert first["url"].startswith("http")
    assert first["url"] != second["url"]
