"""DELETE /reset."""

import pytest


@pytest.fixture
def private(request, client):
    """A registry that may be emptied: only the one in this process."""
    if request.config.getoption("--base-url"):
        pytest.skip("a shared registry is not emptied; the e2e suite resets one of its own")
    return client


def test_a_reset_empties_the_registry(private, register, source):
    ids = [register(kind, name="x")["metadata"]["id"] for kind in ["dataset", "code"] * 20]
    register(url=source)
    assert private.delete("/reset").status_code == 200
    assert private.post("/artifacts", json=[{"name": "*"}]).json() == []
    assert private.get("/artifact/byName/x").status_code == 404
    assert private.post("/artifact/byRegEx", json={"regex": "."}).status_code == 404
    assert {private.get(f"/artifacts/dataset/{one}").status_code for one in ids} == {404}


def test_it_empties_what_the_other_faces_have_too(private, name):
    face, repo = "/api/svc/v1", {"type": "ml-repo", "name": "vision", "storage_integration_fqn": "x"}
    repo_id = private.put(f"{face}/ml-repos", json={"manifest": repo}).json()["data"]["id"]
    for project_id in (repo_id, "1"):
        assert private.post(f"{face}/runs", json={"experiment_id": project_id, "name": "svm"}).status_code == 200
    directory = {"type": "data-dir", "name": "images", "ml_repo": "vision", "metadata": {}, "source": {"type": "truefoundry"}}
    assert private.put(f"{face}/data-directories", json={"manifest": directory}).status_code == 200
    assert private.post("/api/model", json={"identifier": name}).status_code == 200
    assert private.delete("/reset").json() == {"detail": "The registry is empty.", "is_complete": True}
    assert [one["manifest"]["name"] for one in private.get(f"{face}/ml-repos").json()["data"]] == ["default"]
    assert private.post(f"{face}/runs/search", json={"experiment_ids": ["1"]}).json()["runs"] == []
    assert private.get(f"{face}/data-directories").json()["data"] == []
    assert private.get("/api/model").json() == []


def test_after_a_reset_sources_are_free_and_ids_are_new(private, register, source):
    before = register(url=source)["metadata"]["id"]
    private.delete("/reset")
    assert register(url=source)["metadata"]["id"] > before


def test_an_empty_registry_can_be_reset(private):
    assert private.delete("/reset").json() == {"detail": "The registry is empty.", "is_complete": True}
