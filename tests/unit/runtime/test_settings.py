import pytest

from cairn.runtime.settings import IssuerSettings, Settings, SettingsInvalidError
from fixtures.aws import ENVIRONMENT


def test_settings_are_what_the_template_says():
    settings = Settings.read(ENVIRONMENT)
    assert (settings.table, settings.bucket, settings.auth_mode) == ("cairn-test", "cairn-test-bucket", "open")
    assert (settings.admin_user, settings.admin_secret) == ("admin", "cairn-test-admin")
    assert (settings.token_secret, settings.token_issuer) == ("cairn-test-token-keys", "cairn:us-east-1:test")
    assert (settings.token_seconds, settings.tenant) == (7200, "cairn")


NAMES = [
    "TABLE_NAME",
    "BUCKET_NAME",
    "QUEUE_URL",
    "DEAD_LETTER_QUEUE_URL",
    "AUTH_MODE",
    "ADMIN_USER",
    "ADMIN_SECRET_ARN",
    "TOKEN_SECRET_ARN",
    "TOKEN_ISSUER",
    "TOKEN_MINUTES",
    "TENANT_NAME",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_setting_is_named(name):
    with pytest.raises(SettingsInvalidError, match=name):
        Settings.read({key: value for key, value in ENVIRONMENT.items() if key != name})


@pytest.mark.parametrize("mode", ["", "OPEN", "off", "required "])
def test_an_unknown_mode_is_refused_rather_than_taken_for_open(mode):
    with pytest.raises(SettingsInvalidError, match="AUTH_MODE"):
        Settings.read(ENVIRONMENT | {"AUTH_MODE": mode})


@pytest.mark.parametrize("minutes", ["", "two hours", "120.5", "1e3", "-5", "0", "1441", " 120", "9" * 5_000])
def test_a_lifetime_of_tokens_that_is_no_number_of_minutes_or_too_many_is_refused(minutes):
    with pytest.raises(SettingsInvalidError, match=r"TOKEN_MINUTES is .*: it must be a whole number, 1 to 1440"):
        Settings.read(ENVIRONMENT | {"TOKEN_MINUTES": minutes})


@pytest.mark.parametrize(("minutes", "seconds"), [("1", 60), ("1440", 86_400)])
def test_a_lifetime_of_tokens_is_told_in_minutes(minutes, seconds):
    assert Settings.read(ENVIRONMENT | {"TOKEN_MINUTES": minutes}).token_seconds == seconds


OIDC = {"OIDC_ISSUER": "https://issuer.example.org", "OIDC_AUDIENCE": "cairn"}


def test_an_outside_issuer_is_optional():
    assert Settings.read(ENVIRONMENT).outside_issuer is None
    without = {name: value for name, value in ENVIRONMENT.items() if not name.startswith("OIDC_")}
    assert Settings.read(without).outside_issuer is None


def test_an_outside_issuer_is_what_the_template_says():
    assert Settings.read(ENVIRONMENT | OIDC).outside_issuer == IssuerSettings("https://issuer.example.org", "cairn")
    more = {
        "OIDC_JWKS_URL": "https://issuer.example.org/keys?v=1",
        "OIDC_NAME_CLAIM": "login",
        "OIDC_ROLE_CLAIM": "realm_access.roles",
        "OIDC_ADMIN_VALUES": "admin, owner,,",
        "OIDC_GROUPS_CLAIM": "groups",
    }
    assert Settings.read(ENVIRONMENT | OIDC | more).outside_issuer == IssuerSettings(
        issuer="https://issuer.example.org",
        audience="cairn",
        jwks_url="https://issuer.example.org/keys?v=1",
        name_claim="login",
        role_claim="realm_access.roles",
        admin_values=("admin", "owner"),
        groups_claim="groups",
    )


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"OIDC_ISSUER": "https://issuer.example.org"}, "OIDC_AUDIENCE"),
        ({"OIDC_AUDIENCE": "cairn"}, "OIDC_ISSUER"),
        ({"OIDC_JWKS_URL": "https://issuer.example.org/keys"}, "OIDC_ISSUER"),
        ({"OIDC_GROUPS_CLAIM": "groups"}, "OIDC_ISSUER"),
        ({**OIDC, "OIDC_ROLE_CLAIM": "role"}, "OIDC_ADMIN_VALUES"),
        ({**OIDC, "OIDC_ADMIN_VALUES": "admin"}, "OIDC_ROLE_CLAIM"),
    ],
)
def test_half_an_outside_issuer_is_refused_with_what_is_missing(given, missing):
    with pytest.raises(SettingsInvalidError, match=f"and {missing} is not: set both, or neither"):
        Settings.read(ENVIRONMENT | given)


@pytest.mark.parametrize("name", ["OIDC_ISSUER", "OIDC_JWKS_URL"])
@pytest.mark.parametrize("url", ["issuer.example.org", "http://issuer.example.org", "https://me@issuer.example.org"])
def test_an_address_of_an_issuer_that_cannot_be_asked_is_refused(name, url):
    with pytest.raises(SettingsInvalidError, match=f"{name} is '{url}': the address must be https"):
        Settings.read(ENVIRONMENT | OIDC | {name: url})


def test_an_issuer_has_no_query():
    with pytest.raises(SettingsInvalidError, match="OIDC_ISSUER"):
        Settings.read(ENVIRONMENT | OIDC | {"OIDC_ISSUER": "https://issuer.example.org?tenant=1"})
