import pytest
from argon2 import extract_parameters
from argon2.low_level import Type
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.access import passwords
from cairn.errors import PasswordInvalidError

usable = st.text(st.characters(codec="utf-8"), min_size=1, max_size=passwords.PASSWORD_LIMIT)


@settings(deadline=None, max_examples=15)
@given(usable, usable)
def test_any_text_is_a_password_and_only_itself(one, other):
    encoded = passwords.hashed(one)
    assert passwords.matches(one, encoded)
    assert passwords.matches(other, encoded) == (passwords.checked(one) == passwords.checked(other))


def test_the_hash_is_argon2id_as_owasp_has_it_and_salted():
    found = extract_parameters(passwords.hashed("x"))
    assert (found.type, found.memory_cost, found.time_cost, found.parallelism) == (Type.ID, 19_456, 2, 1)
    assert (found.salt_len, found.hash_len) == (16, 32)
    assert passwords.hashed("x") != passwords.hashed("x")


def test_it_does_not_matter_how_a_keyboard_composes_a_character():
    assert passwords.matches("Zu\u0308rich", passwords.hashed("Z\u00fcrich"))


@pytest.mark.parametrize("password", ["", "x" * 1025])
def test_what_is_out_of_bounds_is_refused_and_matches_nothing(password):
    with pytest.raises(PasswordInvalidError):
        passwords.hashed(password)
    assert not passwords.matches(password, passwords.hashed("x"))


class Spy:
    """A hasher that remembers what it was asked to verify against."""

    def __init__(self, hasher):
        self.hasher, self.seen = hasher, []

    def verify(self, encoded, text):
        self.seen.append(encoded)
        return self.hasher.verify(encoded, text)


def test_without_a_hash_the_same_work_is_done_and_nothing_matches(monkeypatch):
    spy = Spy(passwords._HASHER)
    monkeypatch.setattr(passwords, "_HASHER", spy)
    assert not passwords.matches("x", None)
    assert not passwords.matches("x" * 2000, None)
    assert spy.seen == [passwords._NOBODYS] * 2


def test_the_hash_for_nobody_has_the_parameters_of_everybody():
    assert not passwords.is_outdated(passwords._NOBODYS)
    assert passwords.is_outdated(passwords._NOBODYS.replace("t=2", "t=1"))


def test_what_is_no_hash_matches_nothing():
    assert not passwords.matches("x", passwords._NOBODYS[:-4] + "AAAA")
