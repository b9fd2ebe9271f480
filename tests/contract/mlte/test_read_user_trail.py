"""GET /api/user/{username}/audit."""

from datetime import UTC, datetime, timedelta

import pytest

from contract.mlte.conftest import problems


def test_each_change_is_one_entry_newest_first(client, make_user):
    made = make_user()
    path = f"/api/user/{made['username']}"
    client.put("/api/user", json={"username": made["username"], "full_name": "Ada", "password": "another"})
    client.delete(path)
    answer = client.get(f"{path}/audit")
    assert answer.status_code == 200
    assert [entry["action"] for entry in answer.json()] == ["DELETE", "UPDATE", "CREATE"]
    for entry in answer.json():
        told = {"date", "action", "name", "user", "user_is_admin", "face", "request_id", "changes"}
        assert set(entry) == told | {"revision_before", "revision_after"}
        assert (entry["name"], entry["face"]) == (made["username"], "mlte")
        assert entry["request_id"]
        at = datetime.fromisoformat(entry["date"])
        assert at.tzinfo == UTC
        assert abs(datetime.now(UTC) - at) < timedelta(minutes=5)
    assert answer.json()[1]["changes"] == {"full_name": "Ada", "password": "set", "token_version": 2}


def test_a_refused_change_leaves_no_entry(client, make_user):
    made = make_user()
    client.put("/api/user", json={"username": made["username"], "password": "x" * 1025})
    client.post("/api/user", json={"username": made["username"], "password": "x"})
    assert [entry["action"] for entry in client.get(f"/api/user/{made['username']}/audit").json()] == ["CREATE"]


def test_a_long_trail_comes_in_pages(client, make_user):
    name = make_user()["username"]
    for number in range(100):
        client.put("/api/user", json={"username": name, "full_name": str(number)})
    first = client.get(f"/api/user/{name}/audit")
    assert len(first.json()) == 100
    rest = client.get(f"/api/user/{name}/audit", params={"offset": first.headers["offset"]})
    assert [entry["action"] for entry in rest.json()] == ["CREATE"]
    assert "offset" not in rest.headers
    other = make_user()["username"]
    assert problems(client.get(f"/api/user/{other}/audit", params={"offset": first.headers["offset"]}))


@pytest.mark.parametrize("offset", ["x", "Vg==", "%00", "🦆", "A" * 401, "../.."])
def test_a_hostile_offset_is_422(client, make_user, offset):
    assert problems(client.get(f"/api/user/{make_user()['username']}/audit", params={"offset": offset}))


def test_me_is_who_asks_and_others_are_403(required):
    ada, bob = required.person(), required.person()
    assert [entry["name"] for entry in ada.http.get("/api/user/me/audit").json()] == [ada.name]
    for name in (bob.name, "nobody"):
        assert ada.http.get(f"/api/user/{name}/audit").status_code == 403
