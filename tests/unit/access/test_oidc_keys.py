"""The issuer's keys: fetched when they are needed, rotated, and how often the issuer is asked when all goes wrong."""

import pytest

from cairn.access.oidc_keys import usable_keys
from cairn.errors import CredentialsInvalidError, IssuerUnreachableError
from cairn.runtime import outside
from cairn.runtime.outside import DocumentMissingError
from fixtures.issuer import DISCOVERY, KEYS, key

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

MINUTE, HOUR = 60, 3600
ONCE = [DISCOVERY, KEYS]


def test_nothing_is_fetched_before_the_first_token_and_once_for_many(issuer):
    verifier = issuer.verifier()
    assert issuer.asked == []
    for _ in range(5):
        verifier.identify(issuer.token())
    assert issuer.asked == ONCE


def test_a_configured_address_of_the_keys_needs_no_discovery(issuer):
    issuer.discovery["issuer"] = "https://evil.example.org"
    assert issuer.identify(issuer.token(), jwks_url=issuer.url + KEYS)
    assert issuer.asked == [KEYS]


def test_keys_are_fetched_again_after_ten_minutes_and_a_withdrawn_one_is_worth_nothing_then(issuer):
    verifier = issuer.verifier()
    verifier.identify(issuer.token())
    issuer.publish(key("second"))
    issuer.now += 9 * MINUTE
    assert verifier.identify(issuer.token())
    issuer.now += MINUTE
    with pytest.raises(CredentialsInvalidError):
        verifier.identify(issuer.token())
    assert issuer.asked == ONCE * 2


def test_a_key_that_is_new_is_fetched_when_its_first_token_comes(issuer):
    verifier = issuer.verifier()
    verifier.identify(issuer.token())
    issuer.publish(key("first"), key("second"))
    issuer.now += 10
    assert verifier.identify(issuer.token(key("second")))
    assert issuer.asked == ONCE * 2


def test_a_flood_of_invented_key_ids_asks_the_issuer_once_in_ten_seconds(issuer):
    verifier = issuer.verifier()
    for number in range(300):
        issuer.now += 0.1
        with pytest.raises(CredentialsInvalidError):
            verifier.identify(issuer.token(header={"kid": f"invented-{number}"}))
    assert len(issuer.asked) <= 4 * len(ONCE)
    assert verifier.identify(issuer.token())


@pytest.mark.parametrize("second", [key("second"), key(None)], ids=["with ids", "one without an id"])
def test_a_token_without_a_key_id_is_refused_while_there_are_several_keys(issuer, refused, second):
    issuer.publish(key("first"), second)
    assert "exactly one key" in refused(issuer.token(header={"kid": None}))


def test_a_token_without_a_key_id_means_the_only_key_there_is(issuer):
    assert issuer.identify(issuer.token(header={"kid": None}))


def test_a_key_id_that_two_keys_have_is_refused(issuer, refused):
    issuer.publish(key("twin", "ES256"), key("twin", "RS256"))
    assert "exactly one key" in refused(issuer.token(key("twin")))


BROKEN = {
    "answers 500": {"status": 500},
    "redirects": {"status": 302, "location": "/keys"},
    "answers no JSON": {"body": b"<html>"},
    "answers no object": {"body": b"[]"},
    "answers too much": {"body": b" " * (outside.LIMIT + 1)},
    "has no keys": {"body": b"{}"},
    "is another issuer": {"discovery": {"issuer": "https://evil.example.org", "jwks_uri": "https://evil.example.org/keys"}},
    "names no keys": {"published": []},
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_known_keys_serve_for_a_day_while_the_issuer_fails_and_new_ones_when_it_recovers(issuer, broken):
    verifier = issuer.verifier()
    verifier.identify(issuer.token())
    working = dict(vars(issuer))
    vars(issuer).update(broken)
    issuer.now += HOUR
    assert verifier.identify(issuer.token())
    with pytest.raises(CredentialsInvalidError):
        verifier.identify(issuer.token(key("second")))
    issuer.now += 23 * HOUR
    with pytest.raises(IssuerUnreachableError):
        verifier.identify(issuer.token())
    vars(issuer).update(working | {"now": issuer.now + 10})
    issuer.publish(key("second"))
    assert verifier.identify(issuer.token(key("second")))


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_without_known_keys_a_failing_issuer_is_unreachable_and_is_left_in_peace(issuer, broken):
    vars(issuer).update(broken)
    verifier = issuer.verifier()
    for _ in range(20):
        with pytest.raises(IssuerUnreachableError):
            verifier.identify(issuer.token())
    assert 1 <= len(issuer.asked) <= len(ONCE)


def test_an_issuer_that_hangs_is_waited_for_once_and_asked_again_later(issuer, monkeypatch):
    monkeypatch.setattr(outside, "READ_SECONDS", 0.05)
    issuer.hangs.set()
    verifier = issuer.verifier()
    for _ in range(20):
        with pytest.raises(IssuerUnreachableError):
            verifier.identify(issuer.token())
    assert issuer.asked == [DISCOVERY]
    issuer.hangs.clear()
    issuer.now += 10
    assert verifier.identify(issuer.token())


def test_a_redirect_is_not_followed_even_to_a_place_that_would_answer(issuer):
    issuer.status, issuer.location = 301, issuer.url + KEYS
    with pytest.raises(IssuerUnreachableError):
        issuer.identify(issuer.token())
    assert issuer.asked == [DISCOVERY]


def test_a_clock_that_is_set_back_makes_no_key_eternal(issuer):
    verifier = issuer.verifier()
    verifier.identify(issuer.token())
    issuer.now -= 48 * HOUR
    assert verifier.identify(issuer.token())
    assert issuer.asked == ONCE * 2


def test_a_failure_to_fetch_is_logged_with_its_reason(issuer, caplog):
    issuer.status = 500
    with pytest.raises(IssuerUnreachableError):
        issuer.identify(issuer.token())
    assert [record.reason for record in caplog.records] == ["127.0.0.1 answers 500"]


GOOD = key("good").as_dict(private=False)
UNUSABLE = {
    "a secret": {"kty": "oct", "k": "c2VjcmV0"},
    "a private key": key("private").as_dict(private=True),
    "for encryption": {**GOOD, "use": "enc"},
    "for signing alone": {**GOOD, "key_ops": ["sign"]},
    "with operations that are none": {**GOOD, "key_ops": 7},
    "of an unknown type": {"kty": "AKP", "alg": "ML-DSA-44"},
    "of a type that is none": {"kty": ["EC"]},
    "without a type": {"kid": "good"},
    "of an unknown curve": {**GOOD, "crv": "P-999"},
    "not on its curve": {**GOOD, "x": GOOD["y"], "y": GOOD["x"]},
    "without its numbers": {"kty": "RSA"},
    "weak": {"kty": "RSA", "e": "AQAB", "n": "y" * 171},
    "no key at all": "key",
    "null": None,
}


@pytest.mark.parametrize("bad", UNUSABLE.values(), ids=UNUSABLE)
def test_a_key_that_cannot_be_used_is_passed_over_and_the_others_serve(bad):
    assert [one.kid for one in usable_keys({"keys": [bad, GOOD]})] == ["good"]
    with pytest.raises(DocumentMissingError):
        usable_keys({"keys": [bad]})


@pytest.mark.parametrize("published", [{}, {"keys": None}, {"keys": {"kty": "EC"}}, {"keys": "keys"}, {"keys": []}])
def test_a_document_that_lists_no_keys_has_none(published):
    with pytest.raises(DocumentMissingError):
        usable_keys(published)
