"""Our own tokens, by the RFCs' vectors and by everything that is not one."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.access import tokens
from cairn.access.tokens import Key, sign, verify
from cairn.errors import CredentialsInvalidError

KEY = Key("k1", b"s" * 64)
NOW = 1_800_000_000
CLAIMS = {"iss": "here", "aud": "cairn", "sub": "ada", "iat": NOW, "exp": NOW + 100}


def encoded(value):
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def made(header=None, claims=None, secret=KEY.secret):
    """A token signed as it should be, with whatever header and claims."""
    signed = f"{encoded(header or {'alg': 'HS256', 'kid': 'k1', 'typ': 'JWT'})}.{encoded(claims or CLAIMS)}"
    return f"{signed}.{encoded(hmac.digest(secret, signed.encode(), 'sha256'))}"


def checked(token, now=NOW):
    return verify(token, {"k1": KEY.secret}.get, issuer="here", audience="cairn", now=now)


def refused(token, now=NOW):
    with pytest.raises(CredentialsInvalidError):
        checked(token, now)
    return True


def test_what_is_signed_is_verified():
    assert checked(sign(CLAIMS, KEY)) == CLAIMS
    assert checked(made()) == CLAIMS


# RFC 7515, appendix A.1: the key, what is signed, and the signature.
RFC_KEY = urlsafe_b64decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow==")
RFC_SIGNED = (
    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
    ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
)
RFC_SIGNATURE = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"


def test_the_signature_is_that_of_rfc_7515():
    assert tokens._encoded(tokens._mac(RFC_SIGNED, RFC_KEY)) == RFC_SIGNATURE


# RFC 4231, test cases 1, 2, 6 and 7: key, data, HMAC-SHA-256.
@pytest.mark.parametrize(
    ("key", "data", "digest"),
    [
        (b"\x0b" * 20, "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        (b"Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        (
            b"\xaa" * 131,
            "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        ),
        (
            b"\xaa" * 131,
            (
                "This is a test using a larger than block-size key and a larger than block-size data."
                " The key needs to be hashed before being used by the HMAC algorithm."
            ),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
        ),
    ],
)
def test_the_hash_is_that_of_rfc_4231(key, data, digest):
    assert tokens._mac(data, key).hex() == digest


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none", "kid": "k1", "typ": "JWT"},
        {"alg": "hs256", "kid": "k1", "typ": "JWT"},
        {"alg": "HS512", "kid": "k1", "typ": "JWT"},
        {"alg": "RS256", "kid": "k1", "typ": "JWT"},
        {"alg": ["HS256"], "kid": "k1", "typ": "JWT"},
        {"alg": "HS256", "kid": "k2", "typ": "JWT"},
        {"alg": "HS256", "kid": None, "typ": "JWT"},
        {"alg": "HS256", "kid": ["k1"], "typ": "JWT"},
        {"alg": "HS256", "kid": "../k1", "typ": "JWT"},
        {"alg": "HS256", "kid": "current", "typ": "JWT"},
        {"alg": "HS256", "kid": "k1", "typ": "at+jwt"},
        {"alg": "HS256", "typ": "JWT"},
        {"alg": "HS256", "kid": "k1"},
        {"alg": "HS256", "kid": "k1", "typ": "JWT", "crit": ["exp"]},
        {"alg": "HS256", "kid": "k1", "typ": "JWT", "jwk": {"kty": "oct", "k": encoded(KEY.secret)}},
        {"alg": "HS256", "kid": "k1", "typ": "JWT", "jku": "https://evil.example/keys"},
        {"alg": "HS256", "kid": "k1", "typ": "JWT", "b64": False},
        ["HS256", "k1", "JWT"],
        "HS256",
        7,
    ],
)
def test_a_header_of_another_form_is_refused_however_it_is_signed(header):
    assert refused(made(header=header))


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "elsewhere"},
        {"iss": None},
        {"aud": "other"},
        {"aud": ["cairn"]},
        {"exp": NOW},
        {"exp": NOW - 1},
        {"exp": None},
        {"exp": str(NOW + 100)},
        {"exp": float(NOW + 100)},
        {"exp": True},
        {"iat": NOW + 61},
        {"iat": None},
        {"nbf": NOW + 61},
        {"nbf": "soon"},
    ],
)
def test_claims_that_do_not_hold_here_and_now_are_refused(change):
    assert refused(made(claims=CLAIMS | change))


def test_a_clock_that_is_a_little_behind_its_issuer_s_does_no_harm_and_the_end_is_the_end():
    assert checked(made(), now=NOW - 60)
    assert refused(made(), now=NOW - 61)
    assert checked(made(), now=NOW + 99)
    assert refused(made(), now=NOW + 100)


def test_an_unsigned_token_is_refused():
    header, payload, signature = made().split(".")
    unsigned = encoded({"alg": "none", "kid": "k1", "typ": "JWT"})
    for token in (f"{header}.{payload}.", f"{header}.{payload}", f"{unsigned}.{payload}.", f"{unsigned}.{payload}.{signature}"):
        assert refused(token)


def test_the_signature_of_another_key_and_a_key_s_own_text_are_refused():
    assert refused(made(secret=b"t" * 64))
    assert refused(made(secret=b""))


def test_of_the_ways_to_write_one_signature_only_one_is_taken():
    token = made()
    last = token[-1]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    twin = alphabet[alphabet.index(last) ^ 1]  # the same 256 bits: two of the last character's six bits are not used
    assert urlsafe_b64decode(token.rpartition(".")[2] + "=") == urlsafe_b64decode(token[:-1].rpartition(".")[2] + twin + "=")
    assert refused(token[:-1] + twin)
    for more in ("=", "\n", " ", "%3D", "\x00"):
        assert refused(token + more)


@pytest.mark.parametrize("payload", [b"[]", b"7", b'"x"', b"null", b"{", b"\xff\xfe", b"[" * 100_000, b""])
def test_a_signed_payload_that_is_no_object_is_refused(payload):
    signed = f"{encoded({'alg': 'HS256', 'kid': 'k1', 'typ': 'JWT'})}.{encoded(payload)}"
    assert refused(f"{signed}.{encoded(hmac.digest(KEY.secret, signed.encode(), 'sha256'))}")


def test_a_token_of_a_megabyte_is_refused_before_it_is_read():
    assert refused(made(claims=CLAIMS | {"more": "x" * 1_000_000}))


@given(st.text(max_size=300))
def test_no_text_is_taken_for_a_token_and_none_makes_it_fail_otherwise(text):
    assert refused(text)
    assert refused(f"{made()}{text}." if text else ".")


@given(st.data())
def test_a_token_in_which_one_character_is_another_is_refused(data):
    token = made()
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda character: character != token[place]))
    assert refused(token[:place] + other + token[place + 1 :])
