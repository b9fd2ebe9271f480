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
class IssuerSettings:
    """An outside OIDC issuer whose tokens are taken, and what its claims mean here."""

    issuer: str
    """As the tokens' `iss` has it, to the letter."""
    audience: str
    jwks_url: str = ""
    """Where its keys are; empty: where `<issuer>/.well-known/openid-configuration` says."""
    name_claim: str = ""
    """The claim that names the caller; empty: a verified email, else `sub`."""
    role_claim: str = ""
    """A claim, or the dotted path to one: a string or a list of strings."""
    admin_values: tuple[str, ...] = ()
    """What in `role_claim` makes an administrator; nothing else does."""
    groups_claim: str = ""
    """Like `role_claim`: names of the registry's groups; empty: the caller is in none."""

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self | None:
        """Read the OIDC_* variables: no issuer is None, half of one is refused.

        Raises:
            SettingsInvalidError: one lacks the other that it needs, or is no address; the sentence names it.
        """
        given = {name: value for name in _OIDC if (value := environment.get(name, "").strip())}
        for name in given:
            for needed in _NEEDED.get(name, ("OIDC_ISSUER",)):
                if needed not in given:
                    message = f"{name} is set and {needed} is not: set both, or neither"
                    raise SettingsInvalidError(message)
        if not given:
            return None
        _check_addresses(given)
        values = {name.removeprefix("OIDC_").lower(): value for name, value in given.items()}
        admin_values = tuple(one.strip() for one in values.pop("admin_values", "").split(",") if one.strip())
        return cls(**values, admin_values=admin_values)


_OIDC = tuple(f"OIDC_{name.upper()}" for name in IssuerSettings.__slots__)
_NEEDED = {
    "OIDC_ISSUER": ("OIDC_AUDIENCE",),
    "OIDC_ROLE_CLAIM": ("OIDC_ISSUER", "OIDC_ADMIN_VALUES"),
    "OIDC_ADMIN_VALUES": ("OIDC_ISSUER", "OIDC_ROLE_CLAIM"),
}


def _check_addresses(given: Mapping[str, str]) -> None:
    from cairn.runtime import outside  # noqa: PLC0415 - most deployments have no such issuer, and need no sockets for it

    for name in {"OIDC_ISSUER", "OIDC_JWKS_URL"} & given.keys():
        try:
            parts = outside.checked(given[name], loopback=True)
        except outside.DocumentMissingError as error:
            message = f"{name} is {given[name]!r}: {error}"
            raise SettingsInvalidError(message) from None
        if parts.query and name == "OIDC_ISSUER":
            message = f"{name} is {given[name]!r}: an issuer has no query"
            raise SettingsInvalidError(message)


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
    outside_issuer: IssuerSettings | None = None

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
                outside_issuer=IssuerSettings.read(environment),
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
