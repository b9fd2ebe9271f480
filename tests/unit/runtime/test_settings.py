import pytest

from cairn.runtime.settings import Settings, SettingsInvalidError
from fixtures.aws import ENVIRONMENT


def test_settings_are_what_the_template_says():
    settings = Settings.read(ENVIRONMENT)
    assert (settings.table, settings.bucket, settings.auth_mode) == ("cairn-test", "cairn-test-bucket", "open")


@pytest.mark.parametrize("name", ["TABLE_NAME", "BUCKET_NAME", "QUEUE_URL", "DEAD_LETTER_QUEUE_URL", "AUTH_MODE"])
def test_a_missing_setting_is_named(name):
    with pytest.raises(SettingsInvalidError, match=name):
        Settings.read({key: value for key, value in ENVIRONMENT.items() if key != name})


@pytest.mark.parametrize("mode", ["", "OPEN", "off", "required "])
def test_an_unknown_mode_is_refused_rather_than_taken_for_open(mode):
    with pytest.raises(SettingsInvalidError, match="AUTH_MODE"):
        Settings.read(ENVIRONMENT | {"AUTH_MODE": mode})
