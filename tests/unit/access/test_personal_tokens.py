from dataclasses import replace

import pytest

from cairn.access.decision import Permission
from cairn.errors import (
    CredentialsInvalidError,
    PermissionMissingError,
    PersonalTokenMissingError,
    RequestInvalidError,
    UserMissingError,
)
from cairn.permissions import Caller


@pytest.fixture
def ada(make):
    user = make("ada")
    return Caller("ada", is_admin=False, face="truefoundry", id=user.id, credential="t-1")


def admitted(door, token):
    return door.admit("truefoundry", Permission.READ, token, "r")


def refused(door, token):
    with pytest.raises(CredentialsInvalidError):
        admitted(door, token)
    return True


def test_a_token_is_shown_once_and_kept_as_a_digest(place, ada):
    text, token = place.tokens.create(ada, "laptop", None)
    assert text.startswith("tfy_")
    assert len(text) >= 40
    assert text not in str(place.client.scan(TableName=place.directory._table.name)["Items"])
    caller = admitted(place.door, text)
    assert (caller.name, caller.id, caller.credential) == ("ada", ada.id, f"tfy_{token.id}")


def test_a_warm_process_reads_nothing_for_it(place, ada):
    text, _ = place.tokens.create(ada, "laptop", None)
    admitted(place.door, text)
    place.spent()
    for _ in range(20):
        admitted(place.door, text)
    assert place.spent() == []


def test_it_ends_when_it_was_to_end(place, ada):
    text, _ = place.tokens.create(ada, "laptop", int(place.now()) + 60)
    assert admitted(place.door, text)
    place.now.at += 60
    assert refused(place.door, text)


def test_it_is_revoked_alone_or_with_all(place, ada):
    texts = [place.tokens.create(ada, f"laptop-{number}", None) for number in range(3)]
    place.tokens.revoke(ada, texts[0][1].id)
    assert refused(place.another_process(), texts[0][0])
    assert admitted(place.another_process(), texts[1][0])
    place.tokens.revoke_all(ada)
    assert all(refused(place.another_process(), text) for text, _ in texts)
    assert place.tokens.all(ada) == []


def test_each_sees_and_revokes_their_own(place, admin, ada, make):
    _, token = place.tokens.create(ada, "laptop", None)
    bob = Caller("bob", is_admin=False, face="truefoundry", id=make("bob").id)
    assert place.tokens.all(bob) == []
    with pytest.raises(PersonalTokenMissingError):
        place.tokens.revoke(bob, token.id)
    with pytest.raises(PermissionMissingError):
        place.tokens.revoke_all(bob, "ada")
    place.tokens.revoke_all(admin, "ada")
    assert place.tokens.all(ada) == []
    with pytest.raises(UserMissingError):
        place.tokens.revoke_all(admin, "nobody")


@pytest.mark.parametrize("credential", ["tfy_0", "oidc:1"])
def test_only_who_signed_in_here_makes_one(place, ada, credential):
    with pytest.raises(PermissionMissingError):
        place.tokens.create(replace(ada, credential=credential), "laptop", None)


@pytest.mark.parametrize("name", ["", "ab", "a" * 37, "Laptop", "1st", "a_b", "abc-", "a b", "ab\n"])
def test_a_name_is_of_the_form_that_clients_promise(place, ada, name):
    with pytest.raises(RequestInvalidError):
        place.tokens.create(ada, name, None)


def test_a_name_is_used_once_and_a_token_does_not_begin_at_its_end(place, ada):
    place.tokens.create(ada, "laptop", None)
    with pytest.raises(RequestInvalidError):
        place.tokens.create(ada, "laptop", None)
    with pytest.raises(RequestInvalidError):
        place.tokens.create(ada, "other", int(place.now()))


def test_many_tokens_are_revoked_in_as_many_transactions_as_it_takes(place, ada):
    for number in range(120):
        place.tokens.create(ada, f"t-{number}", None)
    place.tokens.revoke_all(ada)
    assert place.tokens.all(ada) == []
