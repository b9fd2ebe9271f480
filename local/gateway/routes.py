"""Routes of an HTTP API: read from the processed template, chosen as API Gateway chooses.

A full match beats a greedy one, a fixed segment beats a parameter, a named method beats ANY.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

INTEGRATION = "x-amazon-apigateway-integration"
CORS = "x-amazon-apigateway-cors"
ANY_METHOD = "x-amazon-apigateway-any-method"
FUNCTION = re.compile(r"\$\{(\w+)\.Arn\}")


class TemplateRouteError(Exception):
    """The template holds a route that this gateway cannot carry; the message says which."""


def _rank(segment: str) -> int:
    if segment.endswith("+}"):
        return 0
    return 1 if segment.startswith("{") else 2


def _pattern(segment: str) -> str:
    return ("(.+)", "([^/]+)", re.escape(segment))[_rank(segment)]


@dataclass(frozen=True)
class Route:
    """One method and path, and the logical id of the function that answers it."""

    method: str
    path: str
    function: str

    @property
    def key(self) -> str:
        """API Gateway's own name of the route."""
        return f"{self.method} {self.path}"

    @property
    def segments(self) -> list[str]:
        """The path's parts."""
        return self.path.removeprefix("/").split("/")

    @property
    def precedence(self) -> tuple[bool, list[int], bool]:
        """Greater is tried first."""
        ranks = [_rank(segment) for segment in self.segments]
        return 0 not in ranks, ranks, self.method != "ANY"

    def pattern(self) -> re.Pattern[str]:
        """Matches a decoded path; one group per parameter."""
        return re.compile("/" + "/".join(map(_pattern, self.segments)), re.DOTALL)

    def parameters(self) -> list[str]:
        """Parameter names, left to right."""
        return [segment.strip("{}+") for segment in self.segments if segment.startswith("{")]


@dataclass(frozen=True)
class Match:
    """A route and the values of its path parameters."""

    route: Route
    path_parameters: Mapping[str, str]


class Router:
    """All routes of one API."""

    def __init__(self, routes: Iterable[Route]) -> None:
        """Order the routes once."""
        ordered = sorted(routes, key=lambda route: route.precedence, reverse=True)
        self._table = [(route, route.pattern(), route.parameters()) for route in ordered]

    @property
    def routes(self) -> list[Route]:
        """The routes in the order in which they are tried."""
        return [route for route, _, _ in self._table]

    def match(self, method: str, path: str) -> Match | None:
        """Find the route for a decoded path; leading slashes count as one."""
        normal = "/" + path.lstrip("/")
        for route, pattern, names in self._table:
            if route.method in {"ANY", method} and (found := pattern.fullmatch(normal)):
                return Match(route, dict(zip(names, found.groups(), strict=True)))
        return None


def api_of(template: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Logical id and OpenAPI body of the template's one HTTP API."""
    found = [
        (name, resource["Properties"]["Body"])
        for name, resource in template["Resources"].items()
        if resource["Type"] == "AWS::ApiGatewayV2::Api"
    ]
    if len(found) != 1:
        message = f"the template must hold one HTTP API, it holds {len(found)}"
        raise TemplateRouteError(message)
    return found[0]


def routes_of(body: Mapping[str, Any]) -> list[Route]:
    """Routes of an OpenAPI body as the SAM translator writes it."""
    return [
        _route(path, method, operation)
        for path, operations in body.get("paths", {}).items()
        for method, operation in operations.items()
        if isinstance(operation, dict) and INTEGRATION in operation
    ]


def _route(path: str, method: str, operation: Mapping[str, Any]) -> Route:
    name = "ANY" if method == ANY_METHOD else method.upper()
    if operation.get("security"):
        message = f"{name} {path} has an authorizer, which this gateway does not run"
        raise TemplateRouteError(message)
    found = FUNCTION.search(json.dumps(operation[INTEGRATION].get("uri")))
    if found is None:
        message = f"{name} {path} is not integrated with a Lambda function"
        raise TemplateRouteError(message)
    return Route(name, path, found[1])
