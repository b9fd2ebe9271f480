"""GET /api/model/{model_id}."""

from contract.conftest import detail


def test_a_model_is_answered_with_its_versions_oldest_first(client, model, name):
    for version in ("v3", "v2", "a/b"):
        client.post(f"{model}/version", json={"identifier": version})
    versions = [{"identifier": version} for version in ("v1", "v3", "v2", "a/b")]
    assert client.get(model).json() == {"identifier": name, "versions": versions}


def test_what_there_is_not_is_404(client, name):
    answer = client.get(f"/api/model/{name}")
    assert answer.status_code == 404
    assert name in detail(answer)


def test_who_may_not_is_403_whether_there_is_one_or_not(required, name):
    required.admin().http.post("/api/model", json={"identifier": name})
    stranger = required.person().http
    answers = [stranger.get(f"/api/model/{one}") for one in (name, "nobodys")]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert required.person("", f"read-model-{name.replace('-', '___')}").http.get(f"/api/model/{name}").status_code == 200
