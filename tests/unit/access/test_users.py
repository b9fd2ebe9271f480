"""Users and groups: who may do what to them."""

from dataclasses import replace

import pytest

from cairn.access import builtin_groups
from cairn.access.naming import checked_name
from cairn.access.users import Profile
from cairn.accounts import Role
from cairn.errors import (
    DirectoryConflictError,
    GroupInvalidError,
    GroupMissingError,
    GroupTakenError,
    PermissionMissingError,
    UserMissingError,
    UserNameInvalidError,
    UserTakenError,
)
from cairn.permissions import Caller, Grant, Method, ResourceType


def caller(place, user):
    """The user as a door would admit them."""
    made = place.directory.groups(one.group for one in user.memberships if builtin_groups.built_in(one.group) is None)
    grants = builtin_groups.granted(user.memberships, made)
    return Caller(user.name, is_admin=user.role is Role.ADMIN, face="test", id=user.id, grants=grants)


def test_a_new_user_may_create_and_edit_themselves_and_nothing_else(place, make):
    ada = make("ada-l")
    assert {one.group for one in ada.memberships} == {*builtin_groups.NEW_USER, "read-user-ada___l", "edit-user-ada___l"}
    me = caller(place, ada)
    assert place.users.retrieve(me, "ada-l").name == "ada-l"
    assert place.users.update(me, Profile(name="ada-l", full_name="Ada")).full_name == "Ada"
    with pytest.raises(PermissionMissingError):
        place.users.names(me)
    with pytest.raises(PermissionMissingError):
        place.users.create(me, Profile(name="eve"), "eve")


def test_whether_there_is_somebody_is_told_to_those_who_may_know(place, make, admin):
    me = caller(place, make("ada"))
    make("bob")
    for name in ("bob", "nobody"):
        for action in (place.users.retrieve, place.users.delete, place.users.revoke):
            with pytest.raises(PermissionMissingError):
                action(me, name)
        with pytest.raises(PermissionMissingError):
            place.users.update(me, Profile(name=name, email="x"))
    with pytest.raises(UserMissingError):
        place.users.retrieve(admin, "nobody")


def test_nobody_makes_more_of_themselves(place, make):
    ada = make("ada")
    wanted = Profile(name="ada", role=Role.ADMIN, groups=("edit-model", "edit-user"), is_disabled=False)
    after = place.users.update(caller(place, ada), wanted)
    assert (after.role, after.memberships) == (Role.REGULAR, ada.memberships)


def test_who_may_edit_users_does_not_reach_administrators(place, make):
    make("root", role=Role.ADMIN)
    clerk = caller(place, make("clerk", groups=("read-user", "create-user", "edit-user")))
    make("bob")
    assert place.users.update(clerk, Profile(name="bob", password="new")).name == "bob"
    for act in (
        lambda: place.users.update(clerk, Profile(name="root", password="mine")),
        lambda: place.users.delete(clerk, "root"),
        lambda: place.users.revoke(clerk, "root"),
        lambda: place.users.create(clerk, Profile(name="eve", role=Role.ADMIN), "eve"),
    ):
        with pytest.raises(PermissionMissingError):
            act()
    made = place.users.create(clerk, Profile(name="eve", groups=("edit-model",)), "eve")
    assert "edit-model" not in {one.group for one in made.memberships}


def test_a_personal_token_gets_nobody_another_way_in(place, admin, make):
    """It would outlive its revocation by it."""
    make("bob")
    ada = replace(caller(place, make("ada")), credential="tfy_1")
    root = replace(caller(place, make("root", role=Role.ADMIN)), credential="tfy_2")
    for act in (
        lambda: place.users.update(ada, Profile(name="ada", password="mine")),
        lambda: place.users.update(root, Profile(name="bob", password="mine")),
        lambda: place.users.update(root, Profile(name="bob", role=Role.ADMIN)),
        lambda: place.users.create(root, Profile(name="eve"), "mine"),
    ):
        with pytest.raises(PermissionMissingError, match="sign in with your password"):
            act()
    assert place.users.update(ada, Profile(name="ada", role=Role.ADMIN, email="a@b.c")).email == "a@b.c"
    assert place.users.update(root, Profile(name="root", role=Role.ADMIN, full_name="Root")).full_name == "Root"
    assert place.users.update(root, Profile(name="bob", is_disabled=True)).is_disabled


@pytest.mark.parametrize(
    "name", ["", " ada", "ada ", "a\x00b", "a\nb", "me", "anonymous", "x" * 129, "a/b", "a\u2028b", "\ud800"]
)
def test_names_that_mean_something_else_or_nothing_are_refused(name):
    with pytest.raises(UserNameInvalidError):
        checked_name(name)


@pytest.mark.parametrize("name", ["ada", "Ada Lovelace", "ada@example.org", "a#b", "..", "ünï", "x" * 128, "'; DROP"])
def test_all_others_are_names(name):
    assert checked_name(name) == name


def test_the_names_of_an_outside_issuer_are_an_administrator_s_to_give(place, admin, make):
    clerk = caller(place, make("clerk", groups=("create-user",)))
    with pytest.raises(UserNameInvalidError):
        place.users.create(clerk, Profile(name="oidc:ada"), "x")
    assert make("oidc:ada").name == "oidc:ada"


def test_a_name_is_given_once_at_a_time(make):
    make("ada")
    with pytest.raises(UserTakenError):
        make("ada")


def test_of_two_who_change_a_user_at_once_one_is_told(place, admin, make):
    ada = make("ada")
    place.users.update(admin, Profile(name="ada", email="one"))
    with pytest.raises(DirectoryConflictError):
        place.directory.replace_user(ada, replace(ada, email="two", revision=2), None, place_entry(admin))


def place_entry(admin):
    from cairn.access import journal  # noqa: PLC0415

    return journal.tokens(admin, "ada", {})


def test_a_deleted_user_leaves_nothing_but_the_trail(place, admin, make):
    ada = make("ada")
    place.tokens.create(caller(place, ada), "program", None)
    place.users.delete(admin, "ada")
    left = {item["pk"]["S"][:2] for item in place.client.scan(TableName=place.directory._table.name)["Items"]}
    assert left == {"A#", "E#"}
    trail = place.users.trail(admin, "ada", None).items
    assert [entry.action for entry in trail] == ["DELETE", "UPDATE", "UPDATE", "CREATE"]
    assert [(entry.revision_before, entry.revision_after) for entry in trail] == [(1, 2), (0, 0), (0, 0), (0, 1)]
    assert {(entry.user, entry.face, entry.request_id) for entry in trail[:2]} == {("root", "test", "r-1")}


def test_the_trail_says_that_a_password_was_set_and_not_which(place, admin, make):
    make("ada")
    place.users.update(admin, Profile(name="ada", password="s3cret-and-long", email="a@b.c"))
    entries = place.users.trail(admin, "ada", None).items
    assert entries[0].changes["password"] == "set"
    assert entries[0].changes["email"] == "a@b.c"
    assert "s3cret" not in str(place.client.scan(TableName=place.directory._table.name)["Items"])


def test_groups_are_made_by_administrators_and_permit_what_they_say(place, admin, make):
    readers = place.groups.create(admin, "readers", [Grant(ResourceType.MODEL, Method.GET, "bert")])
    ada = make("ada", groups=("readers",))
    grants = caller(place, ada).grants
    assert any(grant.resource_id == "bert" and grant.granted_at == readers.created_at for grant in grants)
    for act in (
        lambda: place.groups.create(caller(place, ada), "mine", []),
        lambda: place.groups.update(caller(place, ada), "readers", []),
        lambda: place.groups.delete(caller(place, ada), "readers"),
        lambda: place.groups.retrieve(caller(place, ada), "readers"),
        lambda: place.groups.names(caller(place, ada)),
    ):
        with pytest.raises(PermissionMissingError):
            act()


def test_permissions_that_a_group_keeps_keep_their_age(place, admin):
    one, other = Grant(ResourceType.MODEL, Method.GET, "bert"), Grant(ResourceType.MODEL, Method.PUT, "bert")
    before = place.groups.create(admin, "readers", [one]).grants[0]
    after = place.groups.update(admin, "readers", [other, one])
    assert {grant.method: grant.granted_at for grant in after.grants}[Method.GET] == before.granted_at


def test_who_was_in_a_group_is_not_in_a_later_one_of_its_name(place, admin, make):
    place.groups.create(admin, "readers", [Grant(ResourceType.MODEL, Method.GET)])
    ada = make("ada", groups=("readers",))
    place.groups.delete(admin, "readers")
    assert not permits(caller(place, ada), Method.GET)
    later = place.groups.create(admin, "readers", [Grant(ResourceType.MODEL, Method.DELETE)])
    place.directory.replace_group(later, replace(later, created_at="9998", revision=2), place_entry(admin))
    assert not permits(caller(place, ada), Method.DELETE)


def permits(user, method):
    return any(grant.resource_type is ResourceType.MODEL and grant.method is method for grant in user.grants)


def test_built_in_groups_are_there_and_cannot_be_changed(place, admin):
    assert {"read-model", "create-dataset", "edit-project"} <= set(place.groups.names(admin))
    told = place.groups.retrieve(admin, "read-catalog-my___catalog")
    assert told.grants == (Grant(ResourceType.CATALOG, Method.GET, "my-catalog"),)
    with pytest.raises(GroupTakenError):
        place.groups.create(admin, "edit-user", [])
    for change in (lambda: place.groups.update(admin, "read-model", []), lambda: place.groups.delete(admin, "read-model")):
        with pytest.raises(GroupInvalidError):
            change()


def test_who_may_make_groups_makes_none_that_an_issuer_has_them_in(place, admin, make):
    """Of an outside caller's groups the issuer says those that are made here: whatever it says, it may be this one."""
    may_make = Grant(ResourceType.GROUP, Method.POST)
    eve = Caller("oidc:eve", is_admin=False, face="test", id="oidc:eve", grants=(may_make,))
    with pytest.raises(PermissionMissingError):
        place.groups.create(eve, "engineering", [Grant(ResourceType.USER, Method.ANY)])
    assert place.groups.create(caller(place, make("ada", groups=("create-group",))), "engineering", []).grants == ()


def test_who_may_change_groups_changes_none_that_they_are_in(place, admin, make):
    for name in ("editors", "others"):
        place.groups.create(admin, name, [])
    editor = caller(place, make("ada", groups=("edit-group", "create-group", "editors")))
    wanted = [Grant(ResourceType.USER, Method.ANY)]
    assert place.groups.update(editor, "others", wanted).grants[0].method is Method.ANY
    with pytest.raises(PermissionMissingError):
        place.groups.update(editor, "editors", wanted)
    with pytest.raises(PermissionMissingError):
        place.groups.delete(editor, "editors")
    place.groups.delete(admin, "editors")
    with pytest.raises(PermissionMissingError):
        place.groups.create(editor, "editors", wanted)


def test_a_group_is_found_however_its_name_was_typed(place, admin, make):
    typed = ("caf\u00e9", "cafe\u0301")
    assert place.groups.create(admin, typed[1], []).name == typed[0]
    with pytest.raises(GroupTakenError):
        place.groups.create(admin, typed[0], [])
    for name in typed:
        assert place.groups.update(admin, name, []).name == place.groups.retrieve(admin, name).name == typed[0]
        assert len(place.groups.trail(admin, name, None).items) > 1
    assert typed[0] in {one.group for one in make("ada", groups=(typed[1],)).memberships}
    member = caller(place, make("eve", groups=("edit-group", typed[1])))
    for act in (lambda: place.groups.update(member, typed[1], []), lambda: place.groups.delete(member, typed[1])):
        with pytest.raises(PermissionMissingError):
            act()
    of_one = "read-model-" + typed[1]  # A model's name is as it was written.
    assert of_one in {one.group for one in make("bob", groups=(of_one,)).memberships}
    place.groups.delete(admin, typed[1])
    assert place.groups.names(admin) == builtin_groups.built_in_names()


def test_groups_that_do_not_exist_are_said(place, admin, make):
    for name in ("none", "read-model-nobodys", "read-user-nobody"):
        with pytest.raises(GroupMissingError):
            place.groups.retrieve(admin, name)
    with pytest.raises(GroupMissingError):
        make("ada", groups=("none",))


@pytest.mark.parametrize("resource_id", ["", "x" * 1025, "a\x1fb", "a\nb"])
def test_a_permission_names_a_resource_that_there_can_be(place, admin, resource_id):
    with pytest.raises(GroupInvalidError):
        place.groups.create(admin, "g", [Grant(ResourceType.MODEL, Method.GET, resource_id)])


def test_a_group_holds_a_bounded_number_of_permissions(place, admin):
    with pytest.raises(GroupInvalidError):
        place.groups.create(admin, "g", [Grant(ResourceType.MODEL, Method.GET, f"m{number}") for number in range(501)])
