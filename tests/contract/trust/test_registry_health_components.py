"""GET /health/components."""

import pytest


def test_each_component_tells_how_it_is(client):
    answer = client.get("/health/components")
    assert answer.status_code == 200
    body = answer.json()
    assert body["window_minutes"] == 60
    assert body["generated_at"].endswith("Z")
    statuses = {component["id"]: component["status"] for component in body["components"]}
    assert statuses == {"dynamodb": "ok", "s3": "ok", "queue": "ok", "hub": "unknown"}
    hub = next(component for component in body["components"] if component["id"] == "hub")
    assert "asked when one is registered" in hub["description"]
    assert all("timeline" not in component for component in body["components"])


def test_a_timeline_comes_when_it_is_asked_for(client):
    body = client.get("/health/components", params={"windowMinutes": 5, "includeTimeline": "true"}).json()
    assert body["window_minutes"] == 5
    table = body["components"][0]
    assert table["timeline"][0]["value"] == table["metrics"]["answer_ms"]


@pytest.mark.parametrize("window", ["4", "1441", "-60", "x", "", "60.5", "1e2"])
def test_a_window_outside_the_range_is_400(client, window):
    assert client.get("/health/components", params={"windowMinutes": window}).status_code == 400
