"""The TrueFoundry face's models."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cairn.accounts import PersonalToken
from cairn.errors import RequestInvalidError
from cairn.faces.truefoundry.models import NewPersonalAccessToken, PersonalAccessToken


def ends(told: Any) -> int | None:
    return NewPersonalAccessToken.model_validate({"name": "ci", "expirationDate": told}).expiration_date


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2026-01-31", "2026-01-31T23:59:59+00:00"),
        ("2026-01-31T10:00:00", "2026-01-31T10:00:00+00:00"),
        ("2026-01-31T10:00:00+02:00", "2026-01-31T08:00:00+00:00"),
        ("9999-12-31", "9999-12-31T23:59:59+00:00"),
        ("9999-12-31T23:59:59.999999", "9999-12-31T23:59:59+00:00"),
    ],
)
def test_a_token_ends_with_the_day_or_at_the_moment_that_was_said(told: str, moment: str) -> None:
    assert datetime.fromtimestamp(ends(told) or 0, UTC).isoformat() == moment


def test_a_token_need_not_end() -> None:
    assert ends(None) is None


@pytest.mark.parametrize(
    "told", ["", "tomorrow", "2026-02-30", 1_800_000_000, 10**30, 1.5, True, [], {}, "9999-12-31T23:59:59-12:00", "\0" * 10]
)
def test_an_end_that_is_no_date_or_cannot_be_shown_as_one_is_refused(told: Any) -> None:
    with pytest.raises(RequestInvalidError, match="expirationDate"):
        ends(told)


def test_the_last_day_that_there_is_can_be_shown() -> None:
    token = PersonalToken(
        id="t", name="ci", user_id="u", user_name="ada", digest="0", created_at="now", expires_at=ends("9999-12-31")
    )
    assert PersonalAccessToken.of(token, "cairn").manifest.expiration_date == "9999-12-31"
