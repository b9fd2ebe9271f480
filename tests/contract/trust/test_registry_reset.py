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


def test_after_a_reset_sources_are_free_and_ids_are_new(private, register, source):
    before = register(url=source)["metadata"]["id"]
    private.delete("/reset")
    assert register(url=source)["metadata"]["id"] > before


def test_an_empty_registry_can_be_reset(private):
    assert private.delete("/reset").json() == {"detail": "The registry is empty.", "is_complete": True}
