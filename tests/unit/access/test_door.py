"""Who calls, and what knowing it costs."""

from dataclasses import replace

import pytest

from cairn.access import principals
from cairn.access.decision import OpenDoor, Permission, shown
from cairn.access.oidc import OutsideIdentity
from cairn.access.users import Profile
from cairn.accounts import Role
from cairn.errors import CredentialsInvalidError, PermissionMissingError, UserInactiveError
from cairn.permissions import Caller, Grant, Method, ResourceType

BATCH = "BatchGetItem"


@pytest.fixture
def token(place, make):
    """A token of Ada's."""
    return place.signing_in.token(make("ada")).text


def admitted(door, token, needs=Permission.READ):
    return door.admit("trust", needs, token, "r")


def refused(door, token, error=CredentialsInvalidError, needs=Permission.READ):
    with pytest.raises(error):
        admitted(door, token, needs)
    return True


def test_an_open_door_takes_everybody_for_the_anonymous_administrator():
    for token in (None, "x", "tfy_x"):
        assert admitted(OpenDoor(), token) == Caller("anonymous", is_admin=True, face="trust", request_id="r", id="anonymous")


def test_who_needs_no_caller_is_nobody(place):
    assert admitted(place.door, None, Permission.NOTHING) == Caller("anonymous", is_admin=False, face="trust", request_id="r")


def test_a_token_says_who_calls_and_the_directory_what_they_may(place, make, token):
    caller = admitted(place.door, token)
    assert (caller.name, caller.is_admin, caller.face, caller.request_id) == ("ada", False, "trust", "r")
    assert Grant(ResourceType.MODEL, Method.POST) in caller.grants
    assert caller.credential


@pytest.mark.parametrize("token", [None, "", "x", "a.b.c", "tfy_", "tfy_unknown", "tfy_\udc80", "é.é.é"])
def test_what_is_no_token_is_refused(place, token):
    assert refused(place.door, token)


def test_only_administrators_administer(place, make, token):
    assert refused(place.door, token, PermissionMissingError, Permission.ADMINISTER)
    root = place.signing_in.token(make("root", role=Role.ADMIN)).text
    assert admitted(place.door, root, Permission.ADMINISTER).is_admin


def test_a_warm_process_reads_nothing_and_a_process_asks_once_in_a_while(place, token):
    place.spent()
    admitted(place.door, token)
    assert place.spent() == [BATCH]  # the epoch and the user together
    for _ in range(50):
        admitted(place.door, token)
    assert (place.spent(), place.key_text.reads) == ([], 2)  # the keys once by who signed and once by who checks
    place.ticks.at += principals.FRESH_SECONDS
    admitted(place.door, token)
    place.spent()
    for _ in range(3):
        place.ticks.at += principals.FRESH_SECONDS
        admitted(place.door, token)
        admitted(place.door, token)
    assert place.spent() == [BATCH] * 3  # the epoch alone


def test_what_changed_holds_everywhere_within_ten_seconds(place, admin, token):
    others = [place.another_process() for _ in range(3)]
    for door in (place.door, *others):
        admitted(door, token)
    place.users.revoke(admin, "ada")
    place.ticks.at += principals.FRESH_SECONDS
    for door in (place.door, *others):
        assert refused(door, token)


def test_who_may_do_what_is_changed_on_a_fresh_look_alone(place, admin, token):
    """Within those ten seconds a void token would get itself a personal one, a password, a group: and stay."""
    program, _ = place.tokens.create(admitted(place.door, token), "program", None)
    others = [place.another_process() for _ in range(2)]
    for door in others:
        admitted(door, token)
        admitted(door, program)
    place.users.update(admin, Profile(name="ada", is_disabled=True))
    for door, shown_token in zip(others, (token, program), strict=True):
        assert admitted(door, shown_token)
        assert refused(door, shown_token, needs=Permission.GRANT)


def test_the_fresh_look_is_one_read_where_nothing_has_changed_and_two_where_something_has(place, admin, make, token):
    admitted(place.door, token, Permission.GRANT)
    admitted(place.door, token, Permission.GRANT)
    place.spent()
    admitted(place.door, token, Permission.GRANT)
    assert place.spent() == [BATCH]  # the epoch alone
    make("bob")
    place.spent()
    admitted(place.door, token, Permission.GRANT)
    assert place.spent() == [BATCH] * 2


def test_an_item_read_beside_an_old_epoch_does_not_outlast_the_next_one(place, admin, token, monkeypatch):
    """The two items of a batch are read one after the other: the user may be the one before the change, the epoch not."""
    stale = place.directory.item

    def epoch_and(key):
        before = place.directory.item(key)
        place.users.revoke(admin, "ada")
        return place.directory.epoch(), before

    monkeypatch.setattr(place.directory, "epoch_and", epoch_and)
    admitted(place.door, token)
    monkeypatch.undo()
    assert stale
    place.ticks.at += principals.FRESH_SECONDS
    assert refused(place.door, token)


@pytest.mark.parametrize(
    "change",
    [
        lambda place, admin, caller: place.users.revoke(admin, "ada"),
        lambda place, admin, caller: place.users.revoke(admin, "ada", caller.credential),
        lambda place, admin, caller: place.users.sign_out(caller),
        lambda place, admin, caller: place.users.delete(admin, "ada"),
    ],
    ids=["all of a user", "one by id", "signed out", "user deleted"],
)
def test_a_token_can_be_revoked(place, admin, token, change):
    change(place, admin, admitted(place.door, token))
    assert refused(place.another_process(), token)


def test_one_revoked_token_leaves_the_others(place, admin, make):
    user = make("ada")
    one, other = place.signing_in.token(user).text, place.signing_in.token(user).text
    place.users.revoke(admin, "ada", admitted(place.door, one).credential)
    assert refused(place.another_process(), one)
    assert admitted(place.another_process(), other)


def test_who_revokes_very_many_tokens_singly_revokes_all(place, admin, make):
    last = place.signing_in.token(make("ada")).text
    for number in range(101):
        place.users.revoke(admin, "ada", f"token-{number}")
    assert refused(place.another_process(), last)


def test_a_new_user_of_an_old_name_is_somebody_else(place, admin, make, token):
    place.users.delete(admin, "ada")
    assert make("ada").name == "ada"
    assert refused(place.another_process(), token)


def test_a_new_password_ends_the_tokens_of_the_old_one_and_a_new_address_does_not(place, admin, make, token):
    place.users.update(admin, Profile(name="ada", email="ada@example.org"))
    assert admitted(place.another_process(), token)
    place.users.update(admin, Profile(name="ada", password="another"))
    assert refused(place.another_process(), token)


@pytest.mark.parametrize(
    "change",
    [
        lambda place, admin, make: place.users.update(admin, Profile(name="ada", password="another")),
        lambda place, admin, make: place.users.delete(admin, "ada") and make("ada"),
        lambda place, admin, make: place.users.revoke(admin, "ada"),
    ],
    ids=["new password", "new user of the name", "all revoked"],
)
def test_who_signs_in_after_a_change_comes_in_at_once_everywhere(place, admin, make, token, change):
    """A process that knows the user from before would refuse the new token for ten seconds."""
    admitted(place.door, token)
    user = change(place, admin, make)
    new = place.signing_in.token(user).text
    assert admitted(place.door, new).id == user.id
    assert refused(place.door, token)


def test_who_is_made_after_a_process_looked_for_them_comes_in_at_once(place, admin, make, token):
    place.users.delete(admin, "ada")
    assert refused(place.door, token)
    assert admitted(place.door, place.signing_in.token(make("ada")).text)


def test_a_void_token_of_the_same_user_has_nothing_read(place, admin, token):
    """Who shows one again and again would have the directory read as often."""
    place.users.revoke(admin, "ada")
    assert refused(place.door, token)
    place.spent()
    assert refused(place.door, token)
    assert place.spent() == []


def test_a_key_rotation_logs_nobody_out(place, token):
    place.key_text.text = '{"current": "k2", "k1": "' + "1" * 64 + '", "k2": "' + "2" * 64 + '"}'
    place.ticks.at += 300
    assert admitted(place.door, token)
    assert admitted(place.another_process(), token)


class Issuer:
    """An outside issuer as the door knows one."""

    def __init__(self, **claims):
        self.identity = OutsideIdentity(
            subject="s-1", name="oidc:ada@example.org", email="", is_admin=False, groups=(), expires_at=0, token_id="oidc:1"
        )
        self.identity = replace(self.identity, **claims)

    def is_from(self, token):
        return token == "outside"

    def identify(self, token):
        return self.identity


def test_an_outside_caller_is_a_new_user_with_what_the_issuer_says(place, admin):
    place.groups.create(admin, "readers", [Grant(ResourceType.MODEL, Method.GET)])
    caller = admitted(place.another_process(Issuer(groups=("readers", "edit-user", "edit-model-bert", "none such"))), "outside")
    assert not any(
        grant.method is Method.PUT and grant.resource_type is not ResourceType.CUSTOM_LIST for grant in caller.grants
    )
    assert (caller.name, caller.id, caller.is_admin) == ("oidc:ada@example.org", "oidc:s-1", False)
    assert Grant(ResourceType.MODEL, Method.POST) in {replace(grant, granted_at="") for grant in caller.grants}
    assert Grant(ResourceType.MODEL, Method.GET) in {replace(grant, granted_at="") for grant in caller.grants}
    assert admitted(place.another_process(Issuer(is_admin=True)), "outside").is_admin


def test_an_outside_caller_may_have_a_user_here_that_adds_groups_or_closes_the_door(place, admin, make):

    make("oidc:ada@example.org", groups=("read-dataset",))
    caller = admitted(place.another_process(Issuer()), "outside")
    assert any(grant.resource_type is ResourceType.DATASET and grant.method is Method.GET for grant in caller.grants)
    place.users.update(admin, Profile(name="oidc:ada@example.org", is_disabled=True))
    assert refused(place.another_process(Issuer()), "outside", UserInactiveError)


def test_a_disabled_user_is_told_so_and_a_later_one_of_the_name_is_not(place, admin, make, token):
    program, _ = place.tokens.create(admitted(place.door, token), "program", None)
    place.users.update(admin, Profile(name="ada", is_disabled=True))
    for shown_token in (token, program):
        assert refused(place.another_process(), shown_token, UserInactiveError)
    place.users.delete(admin, "ada")
    place.users.update(admin, Profile(name=make("ada").name, is_disabled=True))
    with pytest.raises(CredentialsInvalidError) as stranger:
        admitted(place.another_process(), token)
    assert type(stranger.value) is CredentialsInvalidError


def test_an_outside_caller_is_disabled_however_their_name_is_typed(place, admin, make):
    make("oidc:sub:rene\u0301")
    place.users.update(admin, Profile(name="oidc:sub:rene\u0301", is_disabled=True))
    assert refused(place.another_process(Issuer(name="oidc:sub:ren\u00e9")), "outside")


def test_a_token_of_an_outside_issuer_can_be_revoked_by_its_id(place, admin, make):
    make("oidc:ada@example.org")
    place.users.revoke(admin, "oidc:ada@example.org", "oidc:1")
    assert refused(place.another_process(Issuer()), "outside")
    assert admitted(place.another_process(Issuer(token_id="oidc:2")), "outside")


def test_tokens_of_ours_are_not_shown_to_the_outside_issuer(place, token):
    assert admitted(place.another_process(Issuer()), token).name == "ada"


@pytest.mark.parametrize(
    ("header", "token"),
    [
        (None, None),
        ("", None),
        ("Bearer", None),
        ("Bearer ", None),
        ("Bearer a.b.c", "a.b.c"),
        ("bearer  a.b.c ", "a.b.c"),
        ("BEARER a", "a"),
        ("Basic a", None),
        ("a.b.c", None),
        ("Bearer a,Bearer b", "a,Bearer b"),
    ],
)
def test_a_token_stands_behind_the_word_bearer(header, token):
    assert shown(header) == token
