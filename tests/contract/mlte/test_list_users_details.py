"""GET /api/users/details."""


def test_all_users_are_told_each_with_their_groups(client, make_user, make_group):
    group = make_group()
    made = [make_user(groups=[group]), make_user(email="ada@example.org")]
    answer = client.get("/api/users/details")
    assert answer.status_code == 200
    assert [user for user in answer.json() if user in made] == made
    assert "password" not in {name for user in answer.json() for name in user}
    assert {user["hashed_password"] for user in answer.json()} == {""}


def test_a_group_that_was_deleted_is_told_no_more(client, make_user, make_group):
    group = make_group()
    made = make_user(groups=[group])
    client.delete(f"/api/group/{group['name']}")
    [told] = [user for user in client.get("/api/users/details").json() if user["username"] == made["username"]]
    assert group not in told["groups"]


def test_a_regular_user_does_not_see_who_there_is(required):
    assert required.person().http.get("/api/users/details").status_code == 403


def test_who_may_read_users_does(required):
    clerk = required.person("", "read-user")
    assert clerk.http.get("/api/user/me").json() | {"hashed_password": ""} in clerk.http.get("/api/users/details").json()
