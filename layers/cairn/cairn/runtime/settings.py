"""The deployment's settings: read once from the environment, refused at cold start when they do not fit."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Self

OPEN, REQUIRED = "open", "required"


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
                token_seconds=int(environment["TOKEN_MINUTES"]) * 60,
                tenant=environment["TENANT_NAME"],
            )
        except KeyError as missing:
            message = f"the environment variable {missing.args[0]} is not set"
            raise SettingsInvalidError(message) from None
        if settings.auth_mode not in {OPEN, REQUIRED}:
            message = f"AUTH_MODE is {settings.auth_mode!r}: it must be {OPEN} or {REQUIRED}"
            raise SettingsInvalidError(message)
        return settings


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings.read(os.environ)


@dataclass(frozen=True, slots=True)
class IngestionSettings:
    """What the template tells those functions that ask the hub or the forge, or have bundles swept."""

    hub_endpoint: str
    hub_token: str
    forge_url: str
    forge_token: str
    queue_url: str
    dead_letter_queue_url: str
    review_threshold: float

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self:
        """Read the settings.

        Raises:
            SettingsInvalidError: a URL is missing, or the threshold is no number from 0 to 1; the sentence names it.
        """
        try:
            settings = cls(
                hub_endpoint=environment["HF_ENDPOINT"],
                hub_token=environment.get("HF_TOKEN", ""),
                forge_url=environment["GITHUB_API_URL"],
                forge_token=environment.get("GITHUB_TOKEN", ""),
                queue_url=environment["INGESTION_QUEUE_URL"],
                dead_letter_queue_url=environment["INGESTION_DEAD_LETTER_QUEUE_URL"],
                review_threshold=float(environment.get("REVIEW_THRESHOLD", DEFAULT_THRESHOLD)),
            )
        except KeyError as missing:
            message = f"the environment variable {missing.args[0]} is not set"
            raise SettingsInvalidError(message) from None
        except ValueError:
            message = "REVIEW_THRESHOLD must be a number from 0 to 1"
            raise SettingsInvalidError(message) from None
        if not 0 <= settings.review_threshold <= 1:
            message = f"REVIEW_THRESHOLD is {settings.review_threshold}: it must be a number from 0 to 1"
            raise SettingsInvalidError(message)
        return settings


DEFAULT_THRESHOLD = "0.5"
"""The gate of the API: half of what could have been looked at was."""


@cache
def ingestion_settings() -> IngestionSettings:
    """Return the ingestion settings of this process."""
    return IngestionSettings.read(os.environ)
