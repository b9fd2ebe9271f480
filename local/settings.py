"""What `make serve` can be told, all of it through the environment, and where things are in the checkout."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build" / "sam"
SAM = ROOT / ".venv-sam" / "bin" / "sam"
CLOUD_PYTHON = ROOT / ".venv-cloud" / "bin" / "python"
STACK = "cairn"
AUTH_MODES = ("open", "required")
HIGHEST_PORT = 65535
# Environment variable: template parameter, passed on when it is set and the template declares it.
PASSED_ON = {
    "ADMIN_USER": "AdminUser",
    "CORS_ORIGINS": "CorsOrigins",
    "GITHUB_API_URL": "GithubApiUrl",
    "GITHUB_TOKEN": "GithubToken",
    "HF_ENDPOINT": "HubEndpoint",
    "HF_TOKEN": "HubToken",
    "LOG_LEVEL": "LogLevel",
    "OIDC_ADMIN_VALUES": "OidcAdminValues",
    "OIDC_AUDIENCE": "OidcAudience",
    "OIDC_GROUPS_CLAIM": "OidcGroupsClaim",
    "OIDC_ISSUER": "OidcIssuer",
    "OIDC_JWKS_URL": "OidcJwksUrl",
    "OIDC_NAME_CLAIM": "OidcNameClaim",
    "OIDC_ROLE_CLAIM": "OidcRoleClaim",
    "REVIEW_THRESHOLD": "ReviewThreshold",
}


class SettingError(Exception):
    """A setting that cannot be used; the message says which and what would do."""


@dataclass(frozen=True)
class Settings:
    """One local cloud."""

    port: int = 8080
    state: Path = ROOT / ".cairn"
    auth_mode: str = "open"
    admin_password: str = field(default="", repr=False)
    """The first administrator's password; empty: the one that the template made up, or that was set before."""
    passed_on: Mapping[str, str] = field(default_factory=dict)

    @property
    def parameters(self) -> dict[str, str]:
        """Template parameters: functions run on this machine's own Python and processor."""
        return {
            "Runtime": f"python{sys.version_info.major}.{sys.version_info.minor}",
            "Architecture": architecture(platform.machine()),
            "AuthMode": self.auth_mode,
            # A deploy keeps the values that it is not told: an issuer that is left away has to be taken away.
            **{name: "" for variable, name in PASSED_ON.items() if variable.startswith("OIDC_")},
            **self.passed_on,
        }


def architecture(machine: str) -> str:
    """Lambda's name of a processor."""
    return "arm64" if machine.lower() in {"arm64", "aarch64"} else "x86_64"


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= HIGHEST_PORT:
        message = f"PORT={text!r} is no port: give a number from 1 to {HIGHEST_PORT}."
        raise SettingError(message)
    return int(text)


def read(environment: Mapping[str, str]) -> Settings:
    """Settings from PORT, STATE_DIR, AUTH_MODE and the variables that are passed on."""
    auth_mode = environment.get("AUTH_MODE") or "open"
    if auth_mode not in AUTH_MODES:
        message = f"AUTH_MODE={auth_mode!r} is unknown: use {' or '.join(AUTH_MODES)}."
        raise SettingError(message)
    return Settings(
        port=_port(environment.get("PORT") or "8080"),
        state=(ROOT / (environment.get("STATE_DIR") or ".cairn")).resolve(),
        auth_mode=auth_mode,
        admin_password=environment.get("ADMIN_PASSWORD") or "",
        passed_on={name: environment[variable] for variable, name in PASSED_ON.items() if environment.get(variable)},
    )
