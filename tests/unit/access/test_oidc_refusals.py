"""What is wrong with a token, each thing by itself, and that it is refused for that."""

import hashlib
import hmac
import json

import pytest

from cairn.errors import CredentialsInvalidError
from fixtures.issuer import AUDIENCE, encoded, key, signed

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

HOUR = 3600
SECRET = key("secret", "RS256")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"iss": "https://evil.example.org"}, "issuer is another", id="another issuer"),
        pytest.param({"iss": None}, "issuer is another", id="no issuer"),
        pytest.param({"aud": "other"}, "'aud'", id="another audience"),
        pytest.param({"aud": None}, "MissingClaimError", id="no audience"),
        pytest.param({"aud": []}, "'aud'", id="an empty audience"),
        pytest.param({"aud": ["other", "third"]}, "'aud'", id="other audiences"),
        pytest.param({"aud": {"cairn": 1}}, "'aud'", id="an audience that is an object"),
        pytest.param({"aud": [AUDIENCE, 7], "azp": AUDIENCE}, "'aud'", id="an audience that is a number"),
        pytest.param({"aud": [AUDIENCE, "other"]}, "authorized party", id="several audiences and no authorized party"),
        pytest.param(
            {"aud": [AUDIENCE, "other"], "azp": "other"},
            "authorized party",
            id="several audiences and another authorized party",
        ),
        pytest.param({"sub": None}, "MissingClaimError", id="no subject"),
        pytest.param({"exp": None}, "MissingClaimError", id="no expiry"),
        pytest.param({"exp": "tomorrow"}, "'exp'", id="an expiry that is text"),
        pytest.param({"exp": True}, "'exp'", id="an expiry that is true"),
        pytest.param({"exp": float("nan")}, "JSON", id="an expiry that is NaN"),
        pytest.param({"exp": float("inf")}, "JSON", id="an expiry that is infinite"),
        pytest.param({"exp": -1}, "ExpiredTokenError", id="an expiry before all times"),
        pytest.param({"exp": 10**400, "iat": 1.5}, "too long", id="an expiry beyond all numbers"),
        pytest.param({"jti": 7}, "'jti'", id="an id that is a number"),
        pytest.param({"deep": json.loads("[" * 20 + "]" * 20)}, "too deep", id="deep JSON"),
        pytest.param({"long": "x" * 9000}, "too long", id="an absurdly long token"),
    ],
)
def test_wrong_claims_are_refused(issuer, refused, changes, reason):
    assert reason in refused(issuer.token(**changes))


@pytest.mark.parametrize("aud", [AUDIENCE, [AUDIENCE]])
def test_one_audience_may_be_a_list_and_its_authorized_party_anybody(issuer, aud):
    assert issuer.identify(issuer.token(aud=aud, azp="a client"))
    assert issuer.identify(issuer.token(aud=[AUDIENCE, "other"], azp=AUDIENCE))


@pytest.mark.parametrize(
    ("seconds", "is_taken"),
    [
        ({"exp": -59}, True),
        ({"exp": -60}, False),
        ({"nbf": 60}, True),
        ({"nbf": 61}, False),
        ({"iat": 60}, True),
        ({"iat": 61}, False),
        ({"iat": -HOUR, "exp": 23 * HOUR}, True),
        ({"iat": -HOUR, "exp": 23 * HOUR + 1}, False),
        ({"exp": 24 * HOUR + 1}, False),
    ],
)
def test_times_hold_with_a_minute_of_leeway_and_for_a_day_at_most(issuer, seconds, is_taken):
    issuer.now = int(issuer.now)
    token = issuer.token(**{"iat": None, **{claim: issuer.now + offset for claim, offset in seconds.items()}})
    if is_taken:
        assert issuer.identify(token)
    else:
        with pytest.raises(CredentialsInvalidError):
            issuer.identify(token)


@pytest.mark.parametrize(
    "header",
    [
        pytest.param({"alg": "RS256"}, id="of another type of key"),
        pytest.param({"alg": "ES384"}, id="of another curve"),
        pytest.param({"alg": "ES256K"}, id="that is not in the list"),
    ],
)
def test_a_signature_of_an_algorithm_that_is_not_the_keys_is_refused(issuer, refused, header):
    content = f"{encoded({'kid': 'first', **header})}.{encoded(issuer.claims())}"
    signature = issuer.token().rpartition(".")[2]
    assert refused(f"{content}.{signature}") in {"its signature is none of the key", "its algorithm is not taken"}


@pytest.mark.parametrize("algorithm", ["RS256", "PS256"])
def test_a_key_that_says_its_algorithm_serves_for_no_other(issuer, refused, algorithm):
    said, other = key("said", algorithm, alg=algorithm), {"RS256": "PS256", "PS256": "RS256"}[algorithm]
    issuer.publish(said)
    assert issuer.identify(issuer.token(said, {"alg": algorithm}))
    assert refused(issuer.token(said, {"alg": other})) == "its signature is none of the key"


@pytest.mark.parametrize("algorithm", ["none", "None", "nOnE", "HS256", "HS512", "", None, 7, ["ES256"]])
def test_an_algorithm_without_a_key_pair_is_refused(issuer, refused, algorithm):
    """With the published key as the secret, in all its spellings, and without any signature."""
    issuer.publish(SECRET)
    content = f"{encoded({'kid': 'secret', 'alg': algorithm})}.{encoded(issuer.claims())}"
    secrets = [SECRET.as_pem(private=False), SECRET.as_der(private=False), json.dumps(issuer.published[0]).encode()]
    macs = [hmac.digest(secret, content.encode(), hashlib.sha256) for secret in [*secrets, b""]]
    for signature in ["", *[encoded(mac.decode("latin-1")) for mac in macs]]:
        assert refused(f"{content}.{signature}") == "its algorithm is not taken"


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ({"jwk": key("evil").as_dict(private=False)}, "header"),
        ({"jku": "https://evil.example.org/keys"}, "header"),
        ({"x5u": "https://evil.example.org/cert"}, "header"),
        ({"x5c": ["MIIB"]}, "header"),
        ({"crit": ["exp"], "exp": 1}, "header"),
        ({"crit": []}, "header"),
        ({"b64": False}, "header"),
        ({"zip": "DEF"}, "header"),
        ({"cty": "JWT"}, "header"),
        ({"kid": 7}, "header"),
        ({"kid": ["first"]}, "header"),
        ({"typ": "logout+jwt"}, "kind"),
        ({"typ": "dpop+jwt"}, "kind"),
        ({"typ": 7}, "kind"),
    ],
    ids=lambda value: str(list(value.items())[:1])[:24] if isinstance(value, dict) else "",
)
def test_a_header_that_asks_for_more_than_a_key_id_is_refused(issuer, refused, header, reason):
    assert reason in refused(issuer.token(header=header))


def test_a_tampered_token_is_refused_wherever_it_was_touched(issuer):
    head, claims, signature = issuer.token().split(".")
    forged = encoded(issuer.claims(sub="root"))
    for token in [
        f"{head}.{forged}.{signature}",
        f"{head}.{claims}.{signature[::-1]}",
        f"{head}.{claims}.{signature}=",
        f"{head}.{claims}.",
        f"{head}.{claims}",
        f"{head}..{signature}",
        f"{head}.{claims}.{signature}.{signature}",
        f" {head}.{claims}.{signature}",
        signed({"alg": "ES256", "kid": "first"}, issuer.claims(), key("evil")),
    ]:
        with pytest.raises(CredentialsInvalidError):
            issuer.identify(token)


@pytest.mark.parametrize("payload", ["[]", "7", "null", "{", '{"sub":"ada","sub":"root"}', '{"iat":NaN}', "[" * 5000])
def test_signed_claims_that_are_no_plain_object_are_refused(issuer, payload):
    named = json.dumps(issuer.claims())[:-1] + f', "more": {payload}' + "}" if payload == "[" * 5000 else payload
    token = signed({"alg": "ES256", "kid": "first"}, named, key("first"))
    with pytest.raises(CredentialsInvalidError):
        issuer.identify(token)


def test_a_refusal_is_logged_without_a_word_of_the_token(issuer, refused, caplog):
    assert refused(issuer.token(aud="other-service", sub="private-name")) == "InvalidClaimError of Invalid claim: 'aud'"
    told = json.dumps([vars(record) for record in caplog.records], default=str)
    assert not [word for word in ("other-service", "private-name", "eyJ") if word in told]
