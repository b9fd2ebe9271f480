"""Throttling by route."""

from __future__ import annotations

from local.gateway.throttle import Limit, Throttle


class Clock:
    """Time that passes when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_route_takes_its_burst_at_once_and_its_rate_from_then_on() -> None:
    clock = Clock()
    throttle = Throttle(Limit(rate=2, burst=3), clock=clock)
    assert [throttle.admits("GET /a") for _ in range(4)] == [True, True, True, False]
    clock.now = 0.5
    assert [throttle.admits("GET /a") for _ in range(2)] == [True, False]
    clock.now = 100
    assert [throttle.admits("GET /a") for _ in range(4)] == [True, True, True, False]


def test_a_routes_own_limit_takes_the_place_of_the_stages() -> None:
    stage = {"ThrottlingRateLimit": "0", "ThrottlingBurstLimit": "1"}
    throttle = Throttle.of(stage, {"PUT /a": {"ThrottlingRateLimit": 0, "ThrottlingBurstLimit": 2}, "PUT /c": {}})
    assert [throttle.admits("PUT /a") for _ in range(3)] == [True, True, False]
    assert [throttle.admits("PUT /b") for _ in range(2)] == [True, False]
    assert [throttle.admits("PUT /c") for _ in range(2)] == [True, False]


def test_without_a_limit_everything_is_taken() -> None:
    throttle = Throttle.of({}, {})
    assert all(throttle.admits("GET /a") for _ in range(1000))
