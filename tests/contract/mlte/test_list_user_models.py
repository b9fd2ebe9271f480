"""GET /api/user/{username}/models."""


def spelled(identifier):
    """An identifier as names of groups have it."""
    return identifier.replace("-", "___")


def make(person, *names):
    for name in names:
        person.http.post("/api/model", json={"identifier": name, "versions": []}).raise_for_status()


def test_one_sees_ones_own_and_what_one_may_read_by_either_name(required, name):
    admin, user = required.admin(), required.person()
    make(user, f"{name}-own")
    make(admin, f"{name}-shown", f"{name}-hidden")
    groups = [
        {"name": f"read-model-{name.replace('-', '___')}___shown"},
        {"name": f"read-user-{spelled(user.name)}"},
    ]
    admin.http.put("/api/user", json={"username": user.name, "groups": groups}).raise_for_status()
    required.wait()
    expected = [f"{name}-own", f"{name}-shown"]
    for who in ("me", user.name):
        found = user.http.get(f"/api/user/{who}/models").json()
        assert [model for model in found if model.startswith(name)] == expected
    assert [model for model in admin.http.get("/api/user/me/models").json() if model.startswith(name)] == [
        *expected, f"{name}-hidden",
    ]  # fmt: skip


def test_an_administrator_sees_what_others_see(required, name):
    admin, user = required.admin(), required.person()
    make(user, f"{name}-own")
    make(admin, f"{name}-hidden")
    assert admin.http.get(f"/api/user/{user.name}/models").json() == [f"{name}-own"]


def test_who_may_see_a_user_learns_nothing_of_models_that_they_may_not_see(required, name):
    admin, user, curious = required.admin(), required.person(), required.person("curious")
    make(user, f"{name}-own")
    make(curious, f"{name}-curious")
    assert curious.http.get(f"/api/user/{user.name}/models").status_code == 403
    group = {"name": f"read-user-{spelled(user.name)}"}
    admin.http.put("/api/user", json={"username": "curious", "groups": [group]}).raise_for_status()
    required.wait()
    assert curious.http.get(f"/api/user/{user.name}/models").json() == []


def test_a_deleted_model_is_not_listed(required, name):
    user = required.person()
    make(user, name)
    assert user.http.get("/api/user/me/models").json() == [name]
    user.http.delete(f"/api/model/{name}").raise_for_status()
    assert user.http.get("/api/user/me/models").json() == []


def test_a_user_who_does_not_exist_is_404_to_who_may_ask(required):
    assert required.admin().http.get("/api/user/nobody/models").status_code == 404
    assert required.person().http.get("/api/user/nobody/models").status_code == 403
