import pytest

from cairn.runtime.settings import Settings, SettingsInvalidError
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
