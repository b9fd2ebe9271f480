"""The deployment's settings: read once from the environment, refused at cold start when they do not fit."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Self

OPEN, REQUIRED = "open", "required"
TOKEN_MINUTES_LIMIT = 1440
"""A voided token is remembered for a day: none may live longer."""


class SettingsInvalidError(Exception):
    """The function's environment does not describe a deployment."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the template tells a function."""

    table: str
    bucket: str
    queue_url: str
    dead_letter_queue_url: str
    auth_mode: str
    admin_user: str
    admin_secret: str
    """ARN of the secret that holds the first administrator's password."""
    token_secret: str
    """ARN of the secret that holds the keys of our tokens: see `cairn.access.keys`."""
    token_issuer: str
    token_seconds: int
    tenant: str
    """What TrueFoundry's clients call the deployment."""

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self:
        """Read the settings.

        Raises:
            SettingsInvalidError: one is missing or has a value that does not exist; the sentence names it.
        """
        try:
            settings = cls(
                table=environment["TABLE_NAME"],
                bucket=environment["BUCKET_NAME"],
                queue_url=environment["QUEUE_URL"],
                dead_letter_queue_url=environment["DEAD_LETTER_QUEUE_URL"],
                auth_mode=environment["AUTH_MODE"],
                admin_user=environment["ADMIN_USER"],
                admin_secret=environment["ADMIN_SECRET_ARN"],
                token_secret=environment["TOKEN_SECRET_ARN"],
                token_issuer=environment["TOKEN_ISSUER"],
                token_seconds=_minutes(environment["TOKEN_MINUTES"]) * 60,
                tenant=environment["TENANT_NAME"],
            )
        except KeyError as missing:
            message = f"the environment variable {missing.args[0]} is not set"
            raise SettingsInvalidError(message) from None
        if settings.auth_mode not in {OPEN, REQUIRED}:
            message = f"AUTH_MODE is {settings.auth_mode!r}: it must be {OPEN} or {REQUIRED}"
            raise SettingsInvalidError(message)
        return settings


def _minutes(text: str) -> int:
    is_short_number = text.isascii() and text.isdecimal() and len(text) <= len(str(TOKEN_MINUTES_LIMIT))
    if not is_short_number or not 1 <= int(text) <= TOKEN_MINUTES_LIMIT:
        message = f"TOKEN_MINUTES is {text!r}: it must be a whole number, 1 to {TOKEN_MINUTES_LIMIT}"
        raise SettingsInvalidError(message)
    return int(text)


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings.read(os.environ)
