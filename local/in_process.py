"""The API in this process: the handlers behind the template's routes, without a gateway or a Lambda between."""

from __future__ import annotations

import importlib.util
from functools import cache
from typing import TYPE_CHECKING, Any

import httpx

from local import blueprint
from local.gateway import answer, event
from local.gateway.routes import Router

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


class Context:
    """What a handler sees of Lambda's context."""

    aws_request_id = "0b8a7c66-4d52-4b1e-9f0d-2a6c1f3e5d77"
    function_name = "cairn"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:us-east-1:123456789012:function:cairn"


@cache
def load(path: Path) -> ModuleType:
    """Import a function's app.py as Lambda does: by its file."""
    spec = importlib.util.spec_from_file_location(f"{path.parent.parent.name}_{path.parent.name}", path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def handler_module(face: str, operation: str) -> ModuleType:
    """Import the handler of an operation."""
    return load(blueprint.ROOT / "functions" / face / operation / "app.py")


@cache
def _router() -> Router:
    return Router(blueprint.routes())


class InProcess(httpx.BaseTransport):
    """API Gateway and Lambda as one function call: routes from the template, events as the gateway builds them."""

    def __init__(self) -> None:
        """Read the routes."""
        self._functions = {function.logical_id: function for function in blueprint.functions()}
        self._router = _router()
        self._api = event.Api("a1b2c3d4e5", "123456789012", "us-east-1")

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request."""
        headers = [(name.decode(), value.decode("latin-1")) for name, value in request.headers.raw]
        asked = event.Request(request.method, request.url.raw_path.decode(), headers, request.read(), "127.0.0.1")
        match = self._router.match(request.method, asked.raw_path)
        if match is None:
            return httpx.Response(404, json={"message": "Not Found"})
        returned = self.call(self._functions[match.route.function], event.build(asked, match, self._api))
        reply = answer.result(returned)
        return httpx.Response(reply.status, headers=reply.headers, content=reply.body)

    def call(self, function: blueprint.Function, content: dict[str, Any]) -> Any:
        """Have the function of a route answer an event."""
        return handler_module(function.face, function.operation).handler(content, Context())
