"""GET /api/custom_lists."""


def test_there_are_five(client):
    lists = ["classification", "problem_types", "tags", "qa_categories", "quality_attributes"]
    assert client.get("/api/custom_lists").json() == lists


def test_who_may_not_read_lists_gets_403(required):
    admin, stranger = required.admin(), required.person("stranger-to-all-lists")
    assert stranger.http.get("/api/custom_lists").status_code == 200
    admin.http.put("/api/user", json={"username": stranger.name, "groups": []}).raise_for_status()
    required.wait()
    assert stranger.http.get("/api/custom_lists").status_code == 403
