"""Throttling as an HTTP API does it: a bucket of tokens for each route, of the route's own settings or the stage's."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True)
class Limit:
    """So many requests a second in the long run, so many at once."""

    rate: float
    burst: float

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Limit | None:
        """Read the settings of a route or of a stage."""
        if "ThrottlingRateLimit" not in settings or "ThrottlingBurstLimit" not in settings:
            return None
        return cls(float(settings["ThrottlingRateLimit"]), float(settings["ThrottlingBurstLimit"]))


@dataclass
class Throttle:
    """What each route has left; without a limit, a route takes everything."""

    default: Limit | None = None
    limits: Mapping[str, Limit] = field(default_factory=dict)
    clock: Callable[[], float] = time.monotonic
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, default: Mapping[str, Any], routes: Mapping[str, Mapping[str, Any]]) -> Throttle:
        """Read a stage's `DefaultRouteSettings` and `RouteSettings`."""
        own = {key: limit for key, settings in routes.items() if (limit := Limit.of(settings))}
        return cls(Limit.of(default), own)

    def admits(self, route: str) -> bool:
        """Take a token of the route, if there is one."""
        limit = self.limits.get(route, self.default)
        if limit is None:
            return True
        now = self.clock()
        tokens, seen = self._left.get(route, (limit.burst, now))
        tokens = min(limit.burst, tokens + (now - seen) * limit.rate)
        is_admitted = tokens >= 1
        self._left[route] = (tokens - is_admitted, now)
        return is_admitted
