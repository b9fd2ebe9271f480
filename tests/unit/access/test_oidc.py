"""Whom an outside token is taken for, and what is done before it is known to be one."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.access.oidc import IssuerSettings, OutsideIssuer
from cairn.errors import CredentialsInvalidError
from fixtures.issuer import AUDIENCE, encoded, key

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def test_a_token_of_the_issuer_says_who_calls_and_for_how_long(issuer):
    found = issuer.identify(issuer.token())
    assert (found.subject, found.name, found.email) == ("ada", "oidc:sub:ada", "")
    assert (found.is_admin, found.groups) == (False, ())
    assert (found.expires_at, found.token_id) == (int(issuer.now) + 600, "oidc:t-1")


@pytest.mark.parametrize(
    "algorithm",
    ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA"],
)
@pytest.mark.parametrize("is_said", [True, False], ids=["the key says so", "the key says nothing"])
def test_every_algorithm_of_the_list_is_taken(issuer, algorithm, is_said):
    by = key("k", algorithm, **({"alg": algorithm} if is_said else {}))
    issuer.publish(key("other"), by)
    assert issuer.identify(issuer.token(by, {"alg": algorithm})).subject == "ada"


@pytest.mark.parametrize(
    ("claims", "name", "email"),
    [
        ({"email": "ada@example.org", "email_verified": True}, "oidc:ada@example.org", "ada@example.org"),
        ({"email": "ada@example.org", "email_verified": "true"}, "oidc:ada@example.org", "ada@example.org"),
        ({"email": "ada@example.org", "email_verified": False}, "oidc:sub:ada", ""),
        ({"email": "ada@example.org"}, "oidc:sub:ada", ""),
        ({"email": "sub:ada@example.org", "email_verified": True}, "oidc:sub:ada", ""),
        ({"email": ["ada@example.org"], "email_verified": True}, "oidc:sub:ada", ""),
        ({"email": "ada\x00@example.org", "email_verified": True}, "oidc:sub:ada", ""),
        ({"sub": "ada@example.org"}, "oidc:sub:ada@example.org", ""),
    ],
)
def test_a_caller_is_named_by_a_verified_email_or_else_by_the_subject(issuer, claims, name, email):
    found = issuer.identify(issuer.token(**claims))
    assert (found.name, found.email) == (name, email)


def test_a_caller_is_named_by_the_claim_that_is_configured(issuer):
    token = issuer.token(preferred_username="ada", email="a@example.org", job={"id": "7"})
    assert issuer.identify(token, name_claim="preferred_username").name == "oidc:preferred_username:ada"
    assert issuer.identify(token, name_claim="job.id").name == "oidc:job.id:7"
    assert issuer.identify(token, name_claim="email").name == "oidc:a@example.org"


def test_a_name_and_groups_are_composed_as_they_are_kept_here(issuer):
    token = issuer.token(sub="rene\u0301", groups=["cafe\u0301", "caf\u00e9"])
    found = issuer.identify(token, groups_claim="groups")
    assert (found.name, found.groups, found.subject) == ("oidc:sub:ren\u00e9", ("caf\u00e9",), "rene\u0301")


@pytest.mark.parametrize("sub", ["\U0001d160" * 300, "\u1f82" * 512])
def test_a_name_of_which_there_can_be_no_user_is_refused(issuer, sub):
    """Nobody could disable them."""
    claim = "c" * 200
    with pytest.raises(CredentialsInvalidError):
        issuer.identify(issuer.token(**{claim: sub}), name_claim=claim)


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"email": 7},
        {"email": "no address"},
        {"email": "ada@example.org", "email_verified": False},
        {"email": "ada@example.org", "email_verified": "false"},
    ],
)
def test_a_caller_who_lacks_the_claim_that_names_them_is_nobody(issuer, claims):
    with pytest.raises(CredentialsInvalidError):
        issuer.identify(issuer.token(**claims), name_claim="email")


@pytest.mark.parametrize("sub", ["", "a\nb", " ada", "ada ", "\ud800", "\u202e", "x" * 513, 7, ["ada"], {"ada": 1}])
def test_a_subject_that_is_no_name_is_refused(issuer, sub):
    with pytest.raises(CredentialsInvalidError):
        issuer.identify(issuer.token(sub=sub))


@pytest.mark.parametrize(
    ("claim", "claims", "is_admin"),
    [
        ("role", {"role": "admin"}, True),
        ("role", {"role": ["user", "admin"]}, True),
        ("realm_access.roles", {"realm_access": {"roles": ["admin"]}}, True),
        ("https://example.org/roles", {"https://example.org/roles": ["owner"]}, True),
        ("role", {}, False),
        ("role", {"role": "administrator"}, False),
        ("role", {"role": "admin user"}, False),
        ("role", {"role": True}, False),
        ("role", {"role": {"admin": True}}, False),
        ("role", {"role": [["admin"], 1, None]}, False),
        ("role.name", {"role": "admin"}, False),
        ("realm_access.roles", {"realm_access": ["admin"]}, False),
        ("", {"": "admin", "role": "admin"}, False),
    ],
)
def test_only_the_configured_values_of_the_configured_claim_make_an_administrator(issuer, claim, claims, is_admin):
    settings = {"role_claim": claim, "admin_values": ("admin", "owner")}
    assert issuer.identify(issuer.token(**claims), **settings).is_admin is is_admin


def test_groups_are_taken_over_only_when_that_is_configured(issuer):
    token = issuer.token(groups=["b", "a", "a", 7, "", "c\n"], **{"": ["x"]})
    assert issuer.identify(token).groups == ()
    assert issuer.identify(token, groups_claim="groups").groups == ("a", "b")
    assert issuer.identify(issuer.token(groups="a"), groups_claim="groups").groups == ("a",)


def test_a_token_without_an_id_has_one_by_what_is_signed(issuer):
    one, two = issuer.token(jti=None), issuer.token(jti=None)
    assert one != two, "the signature differs each time"
    assert issuer.identify(one).token_id == issuer.identify(two).token_id
    assert issuer.identify(one).token_id.startswith("oidc:sha256:")


SOMEBODY = OutsideIssuer(IssuerSettings("https://issuer.example.org", AUDIENCE))


@given(st.text() | st.lists(st.text("eyJhbGciOi=-_.{}[]\"' \ud800"), min_size=3, max_size=3).map(".".join))
def test_looking_at_any_text_raises_nothing_and_reading_it_refuses_it(text):
    assert not SOMEBODY.is_from(text)
    with pytest.raises(CredentialsInvalidError):
        SOMEBODY.identify(text)


@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_looking_at_any_claims_finds_the_issuer_only_where_it_stands(claims):
    assert not SOMEBODY.is_from(f"e30.{encoded(claims)}.x")
    assert SOMEBODY.is_from(f"e30.{encoded({'more': claims, 'iss': 'https://issuer.example.org'})}.x")


def test_neither_importing_this_nor_looking_at_a_token_loads_the_library():
    code = """
import sys
from cairn.access.oidc import IssuerSettings, OutsideIssuer
assert not OutsideIssuer(IssuerSettings("https://issuer.example.org", "cairn")).is_from("e30.e30.e30")
print(sorted({"joserfc", "jwt", "cryptography", "urllib3", "ssl"} & set(sys.modules)))
"""
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
