import json

import pytest

from cairn.access.keys import ASKED_AGAIN_SECONDS, KEPT_SECONDS, KeyRing, KeysInvalidError


class Secret:
    def __init__(self, **keys):
        self.keys, self.reads = keys, 0

    def read(self):
        self.reads += 1
        return json.dumps(self.keys), "v"


@pytest.fixture
def secret():
    return Secret(current="k1", k1="1" * 64)


@pytest.fixture
def ring(secret):
    ring = KeyRing(secret, lambda: ring.at)
    ring.at = 50.0
    return ring


def test_nothing_is_read_before_a_key_is_asked_for(ring, secret):
    assert secret.reads == 0
    assert ring.current().id == "k1"
    assert ring.find("k1") == b"1" * 64
    assert secret.reads == 1


def test_a_rotation_reaches_a_warm_process_and_both_keys_hold(ring, secret):
    ring.current()
    secret.keys = {"current": "k2", "k1": "1" * 64, "k2": "2" * 64}
    ring.at += ASKED_AGAIN_SECONDS
    assert ring.find("k2") == b"2" * 64  # signed by a process that knew it first
    assert ring.find("k1") == b"1" * 64
    ring.at += KEPT_SECONDS
    assert ring.current().id == "k2"


def test_forged_key_ids_do_not_make_a_process_ask_more_often(ring, secret):
    for number in range(1_000):
        assert ring.find(f"forged-{number}") is None
        ring.at += ASKED_AGAIN_SECONDS / 100
    assert secret.reads <= 1 + 10 + 1


def test_a_key_that_was_taken_away_is_forgotten(ring, secret):
    ring.current()
    secret.keys = {"current": "k2", "k2": "2" * 64}
    ring.at += KEPT_SECONDS
    assert ring.find("k1") is None


def test_the_word_that_names_the_current_key_is_no_key(ring):
    assert ring.find("current") is None


def test_a_clock_that_went_back_makes_it_ask(ring, secret):
    ring.current()
    ring.at -= 10
    ring.current()
    assert secret.reads == 2


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"current": "k1"}', '{"k1": "' + "1" * 64 + '"}', '{"current": "k1", "k1": "short"}', '{"current": 1}'],
)
def test_a_secret_without_usable_keys_is_refused_and_not_repeated(text):
    secret = Secret()
    secret.read = lambda: (text, "v")
    with pytest.raises(KeysInvalidError) as refused:
        KeyRing(secret).current()
    assert "short" not in str(refused.value)
