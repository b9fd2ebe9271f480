"""CORS as an HTTP API answers it: from its configuration, whatever the function says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "access-control-"


@dataclass(frozen=True)
class Cors:
    """The configuration; without one, nothing is added and functions answer for themselves."""

    configuration: Mapping[str, Any] | None = None

    @property
    def configured(self) -> bool:
        """Whether the gateway, not the function, decides about CORS."""
        return self.configuration is not None

    def _list(self, name: str) -> list[str]:
        return list((self.configuration or {}).get(name) or [])

    def headers(self, origin: str | None) -> dict[str, str]:
        """Headers for an ordinary answer to `origin`."""
        allowed = self._list("allowOrigins")
        if origin is None or not ({"*", origin} & {*allowed}):
            return {}
        headers = {"Access-Control-Allow-Origin": "*" if "*" in allowed else origin}
        if (self.configuration or {}).get("allowCredentials"):
            headers["Access-Control-Allow-Credentials"] = "true"
        if exposed := self._list("exposeHeaders"):
            headers["Access-Control-Expose-Headers"] = ",".join(exposed)
        return headers

    def preflight(self, origin: str | None) -> dict[str, str]:
        """Headers for a preflight from `origin`; empty when it is not allowed."""
        headers = self.headers(origin)
        if headers:
            headers["Access-Control-Allow-Methods"] = ",".join(self._list("allowMethods"))
            headers["Access-Control-Allow-Headers"] = ",".join(self._list("allowHeaders"))
            headers["Access-Control-Max-Age"] = str((self.configuration or {}).get("maxAge", 0))
        return headers
