"""GET /tracks."""


def test_the_planned_tracks_are_told(client):
    answer = client.get("/tracks")
    assert answer.status_code == 200
    assert answer.json() == {
        "plannedTracks": ["Performance track", "Access control track", "High assurance track", "Other Security track"]
    }
