"""GET /api/user."""


def test_all_names_are_listed_once(client, make_user):
    made = [make_user()["username"] for _ in range(3)]
    answer = client.get("/api/user")
    assert answer.status_code == 200
    assert [name for name in answer.json() if name in made] == made


def test_a_regular_user_does_not_see_who_there_is(required):
    assert required.person().http.get("/api/user").status_code == 403


def test_a_permission_on_one_user_is_none_on_all(required):
    assert required.person("", "read-user-bob", "edit-user").http.get("/api/user").status_code == 403


def test_who_may_read_users_does(required):
    clerk = required.person("", "read-user")
    assert clerk.name in clerk.http.get("/api/user").json()
