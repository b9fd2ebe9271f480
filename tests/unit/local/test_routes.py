"""Routing as an HTTP API does it."""

from __future__ import annotations

from typing import Any

import pytest

from local.gateway.routes import Route, Router, TemplateRouteError, api_of, routes_of

ROUTES = (
    "GET /health",
    "GET /artifact/byName/{name+}",
    "POST /artifact/byRegEx",
    "POST /artifact/{artifact_type}",
    "GET /artifact/model/{id}/rate",
    "GET /artifact/{artifact_type}/{id}/cost",
    "ANY /any/{proxy+}",
    "DELETE /any/thing",
)


def router() -> Router:
    """The routes above, each answered by a function named after it."""
    pairs = [key.split(" ") for key in ROUTES]
    return Router(Route(method, path, f"{method} {path}") for method, path in pairs)


@pytest.mark.parametrize(
    ("method", "path", "key"),
    [
        ("GET", "/health", "GET /health"),
        ("POST", "/artifact/byRegEx", "POST /artifact/byRegEx"),
        ("POST", "/artifact/model", "POST /artifact/{artifact_type}"),
        ("GET", "/artifact/model/7/rate", "GET /artifact/model/{id}/rate"),
        ("GET", "/artifact/byName/a/b", "GET /artifact/byName/{name+}"),
        ("GET", "/any/thing", "ANY /any/{proxy+}"),
        ("DELETE", "/any/thing", "DELETE /any/thing"),
        ("GET", "//health", "GET /health"),
    ],
)
def test_the_most_specific_route_answers(method: str, path: str, key: str) -> None:
    match = router().match(method, path)
    assert match is not None
    assert match.route.key == key


def test_a_full_match_beats_a_greedy_one_with_a_longer_fixed_part() -> None:
    match = router().match("GET", "/artifact/byName/x/cost")
    assert match is not None
    assert match.route.path == "/artifact/{artifact_type}/{id}/cost"
    assert match.path_parameters == {"artifact_type": "byName", "id": "x"}


def test_a_greedy_parameter_holds_slashes_and_line_breaks() -> None:
    match = router().match("GET", "/artifact/byName/org/a\nb/c")
    assert match is not None
    assert match.path_parameters == {"name": "org/a\nb/c"}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/nope"),
        ("GET", "/health/"),
        ("HEAD", "/health"),
        ("POST", "/health"),
        ("GET", "/Health"),
        ("POST", "/artifact/"),
        ("GET", "/artifact/byName/"),
        ("GET", "/"),
    ],
)
def test_what_no_route_names_is_not_found(method: str, path: str) -> None:
    assert router().match(method, path) is None


def test_a_dot_in_a_route_is_only_a_dot() -> None:
    assert Router([Route("GET", "/openapi.json", "F")]).match("GET", "/openapiXjson") is None


def operation(function: str = "Fn", **more: Any) -> dict[str, Any]:
    """An OpenAPI operation as the SAM translator writes it."""
    uri = {"Fn::Sub": f"arn:${{AWS::Partition}}:apigateway:x:lambda:path/functions/${{{function}.Arn}}/invocations"}
    return {"x-amazon-apigateway-integration": {"uri": uri}, **more}


def test_routes_come_from_the_translated_template() -> None:
    body = {
        "paths": {
            "/a": {"get": operation("A"), "post": operation("B"), "options": {"summary": "no integration"}},
            "/{proxy+}": {"x-amazon-apigateway-any-method": operation("C")},
        }
    }
    found = {(route.key, route.function) for route in routes_of(body)}
    assert found == {("GET /a", "A"), ("POST /a", "B"), ("ANY /{proxy+}", "C")}


def test_a_route_with_an_authorizer_is_refused_by_name() -> None:
    with pytest.raises(TemplateRouteError, match="GET /a has an authorizer"):
        routes_of({"paths": {"/a": {"get": operation(security=[{"jwt": []}])}}})


def test_a_route_without_a_function_is_refused_by_name() -> None:
    integration = {"x-amazon-apigateway-integration": {"uri": "https://elsewhere.example"}}
    with pytest.raises(TemplateRouteError, match="GET /a is not integrated"):
        routes_of({"paths": {"/a": {"get": integration}}})


def test_the_template_must_hold_exactly_one_api() -> None:
    api = {"Type": "AWS::ApiGatewayV2::Api", "Properties": {"Body": {"paths": {}}}}
    assert api_of({"Resources": {"Api": api, "T": {"Type": "AWS::DynamoDB::Table"}}}) == ("Api", {"paths": {}})
    with pytest.raises(TemplateRouteError, match="it holds 2"):
        api_of({"Resources": {"One": api, "Two": api}})
