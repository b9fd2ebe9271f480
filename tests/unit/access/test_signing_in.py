"""Names and passwords for tokens."""

import pytest

from cairn.access import signing_in, tokens
from cairn.access.users import Profile
from cairn.errors import SignInFailedError, SignInsTooManyError, UserDisabledError
from fixtures.aws import ADMIN_PASSWORD

BATCH, TRANSACTION = "BatchGetItem", "TransactWriteItems"


@pytest.fixture
def enter(place, request_in):
    """Sign in, from some address."""

    def sign_in(name, password, source="203.0.113.7"):
        return place.signing_in.sign_in(request_in, name, password, source)

    return sign_in


def claims(place, token):
    key = place.keys.current()
    return tokens.verify(
        token.text, {key.id: key.secret}.get, issuer=place.settings.token_issuer, audience="cairn", now=int(place.now())
    )


def test_the_right_password_gives_a_token_with_what_clients_read(place, make, enter):
    user = make("ada", email="ada@example.org")
    place.spent()
    token = enter("ada", "ada")
    assert place.spent() == [BATCH]
    found = claims(place, token)
    assert (found["sub"], found["uid"], found["email"], found["tenantName"]) == ("ada", user.id, "ada@example.org", "cairn")
    assert found["exp"] - found["iat"] == token.seconds == 7200


def test_a_wrong_password_and_an_unknown_name_are_told_the_same(make, enter):
    make("ada")
    said = set()
    for name, password in (("ada", "x"), ("nobody", "x"), ("ada", ""), ("", ""), ("ada", "x" * 5_000), ("ada\x00", "ada")):
        with pytest.raises(SignInFailedError) as failed:
            enter(name, password)
        said.add(str(failed.value))
    assert said == {"The user or password is invalid."}


def test_a_user_who_is_disabled_learns_it_by_the_right_password_only(place, admin, make, enter):
    make("ada")
    place.users.update(admin, Profile(name="ada", is_disabled=True))
    with pytest.raises(UserDisabledError):
        enter("ada", "ada")
    with pytest.raises(SignInFailedError):
        enter("ada", "x")


def test_after_five_failures_an_account_waits_longer_each_time(place, make, enter):
    make("ada")
    waits = []
    for number in range(12):
        with pytest.raises(SignInFailedError):
            enter("ada", "x", source=f"203.0.113.{number}")
        try:
            enter("ada", "ada", source="198.51.100.1") if number >= signing_in.ACCOUNT_FREE - 1 else None
        except SignInsTooManyError as wait:
            waits.append(wait.facts["seconds"])
            place.now.at += wait.facts["seconds"]
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128]
    assert enter("ada", "ada")


def test_no_account_waits_longer_than_five_minutes_and_success_forgets(place, make, enter):
    make("ada")
    for _ in range(20):
        with pytest.raises(SignInFailedError):
            enter("ada", "x")
        place.now.at += signing_in.LONGEST_WAIT_SECONDS
    enter("ada", "ada")
    with pytest.raises(SignInFailedError):
        enter("ada", "x")
    assert enter("ada", "ada")


def test_while_an_account_waits_no_password_is_looked_at(place, make, enter, monkeypatch):
    make("ada")
    for _ in range(5):
        with pytest.raises(SignInFailedError):
            enter("ada", "x")
    monkeypatch.setattr(signing_in.passwords, "matches", None)
    place.spent()
    with pytest.raises(SignInsTooManyError):
        enter("ada", "ada")
    assert place.spent() == [BATCH]


def test_a_source_that_tries_many_accounts_waits_and_others_do_not(make, enter):
    make("ada")
    for number in range(50):
        with pytest.raises(SignInFailedError):
            enter(f"guess-{number}", "x", source="2001:db8::1")
    with pytest.raises(SignInsTooManyError):
        enter("ada", "ada", source="2001:db8::ffff:1")  # another address of the same subscriber
    assert enter("ada", "ada", source="2001:db8:0:1::1")
    assert enter("ada", "ada", source="198.51.100.1")


def test_an_hour_later_failures_are_forgotten(place, make, enter):
    make("ada")
    for _ in range(5):
        with pytest.raises(SignInFailedError):
            enter("ada", "x")
    items = place.client.scan(TableName=place.directory._table.name)["Items"]
    expiry = {int(item["expires_at"]["N"]) for item in items if item["pk"]["S"].startswith("X#")}
    assert expiry == {int(place.now()) + signing_in.FORGOTTEN_SECONDS}


def test_a_hash_with_old_parameters_is_replaced_by_the_right_password(place, make, enter, monkeypatch):
    make("ada")
    monkeypatch.setattr(signing_in.passwords, "is_outdated", lambda _: True)
    before = place.directory.sign_in("ada", "")[1]
    enter("ada", "ada")
    after = place.directory.sign_in("ada", "")[1]
    assert before != after
    assert enter("ada", "ada")


def test_the_first_administrator_is_made_by_the_secret(place, enter):
    with pytest.raises(SignInFailedError):
        enter("admin", "guess")
    token = enter("admin", ADMIN_PASSWORD)
    user = place.directory.user("admin")
    assert (claims(place, token)["sub"], user.role, user.created_by) == ("admin", "admin", "admin")
    assert enter("admin", ADMIN_PASSWORD)
    reads = place.seed.reads
    enter("admin", ADMIN_PASSWORD)
    assert place.seed.reads == reads


def test_the_secret_is_nobody_else_s_password(place, make, enter):
    make("ada")
    for name in ("ada", "root", "Admin", "admin "):
        with pytest.raises(SignInFailedError):
            enter(name, ADMIN_PASSWORD)
    assert place.seed.reads == 0


def test_a_password_that_was_changed_is_not_undone_by_the_old_secret_and_a_new_secret_gets_one_in(place, admin, enter):
    enter("admin", ADMIN_PASSWORD)
    place.users.update(admin, Profile(name="admin", password="chosen"))
    place.users.update(admin, Profile(name="admin", is_disabled=True))
    with pytest.raises(SignInFailedError):
        enter("admin", ADMIN_PASSWORD)
    place.seed.text, place.seed.version = "new secret", "v2"
    assert enter("admin", "new secret")
    assert not place.directory.user("admin").is_disabled
    with pytest.raises(SignInFailedError):
        enter("admin", "chosen")


def test_an_administrator_who_was_deleted_does_not_come_back_by_the_old_secret(place, admin, enter):
    enter("admin", ADMIN_PASSWORD)
    place.users.delete(admin, "admin")
    with pytest.raises(SignInFailedError):
        enter("admin", ADMIN_PASSWORD)


def test_two_who_are_the_first_at_once_both_get_in(place, enter, monkeypatch, request_in):
    seed = place.users.seed

    def raced(*arguments):
        monkeypatch.setattr(place.users, "seed", seed)
        enter("admin", ADMIN_PASSWORD)
        return seed(*arguments)

    monkeypatch.setattr(place.users, "seed", raced)
    assert enter("admin", ADMIN_PASSWORD)
    assert place.directory.user_names() == ["admin"]


def test_an_open_deployment_gives_everybody_a_text_that_says_so(request_in):
    token = signing_in.OpenSigningIn(7200).sign_in(request_in, "x", "y", "z")
    assert (token.text, token.seconds) == ("open", 7200)
