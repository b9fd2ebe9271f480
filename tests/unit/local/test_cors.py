"""CORS from an API's configuration."""

from __future__ import annotations

from local.gateway.cors import Cors

UI = Cors(
    {
        "allowOrigins": ["https://ui.example"],
        "allowMethods": ["GET", "POST"],
        "allowHeaders": ["x-authorization"],
        "exposeHeaders": ["offset"],
        "allowCredentials": True,
        "maxAge": 60,
    }
)


def test_an_allowed_origin_is_named_in_the_answer() -> None:
    assert UI.headers("https://ui.example") == {
        "Access-Control-Allow-Origin": "https://ui.example",
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Expose-Headers": "offset",
    }


def test_a_preflight_tells_methods_headers_and_age() -> None:
    preflight = UI.preflight("https://ui.example")
    assert preflight["Access-Control-Allow-Methods"] == "GET,POST"
    assert preflight["Access-Control-Allow-Headers"] == "x-authorization"
    assert preflight["Access-Control-Max-Age"] == "60"


def test_another_origin_gets_nothing() -> None:
    assert UI.headers("https://evil.example") == {}
    assert UI.preflight("https://evil.example") == {}
    assert UI.headers(None) == {}


def test_a_star_allows_everybody_without_naming_them() -> None:
    assert Cors({"allowOrigins": ["*"]}).headers("https://any.example") == {"Access-Control-Allow-Origin": "*"}


def test_without_a_configuration_nothing_is_added() -> None:
    assert not Cors().configured
    assert Cors().headers("https://ui.example") == {}
