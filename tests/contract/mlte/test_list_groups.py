"""GET /api/group."""

BUILT_IN = {
    f"{what}-{kind}" for what in ("read", "create", "edit") for kind in ("model", "user", "group", "catalog", "custom_list")
}


def test_built_in_and_made_groups_are_listed_once(client, make_group):
    made = {make_group()["name"] for _ in range(2)}
    answer = client.get("/api/group")
    assert answer.status_code == 200
    assert set(answer.json()) >= made | BUILT_IN
    assert len(answer.json()) == len(set(answer.json()))


def test_a_regular_user_sees_none(required):
    assert required.person("", "read-group-read___model").http.get("/api/group").status_code == 403


def test_who_may_read_groups_does(required):
    assert required.person("", "read-group").http.get("/api/group").status_code == 200
