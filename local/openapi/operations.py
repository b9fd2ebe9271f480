"""The operations of a face: what the template routes, joined with what the handlers declare."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cairn.runtime.edge import Endpoint
from local import blueprint
from local.in_process import load

if TYPE_CHECKING:
    from pydantic import BaseModel

    from cairn.runtime.plain import PlainEndpoint

LINE = re.compile(r"(?P<method>[A-Z]+) (?P<path>/\S*) - (?P<summary>.+) \((?P<id>\w+)\)\.")
"""A line of a handler's docstring: `METHOD /path - what it does (OperationId).`"""

NO_DEPLOYMENT = {
    "AWS_DEFAULT_REGION": "us-east-1",
    "TABLE_NAME": "none",
    "BUCKET_NAME": "none",
    "QUEUE_URL": "http://127.0.0.1:9/none",
    "DEAD_LETTER_QUEUE_URL": "http://127.0.0.1:9/none",
    "AUTH_MODE": "required",
    "ADMIN_USER": "none",
    "ADMIN_SECRET_ARN": "none",
    "TOKEN_SECRET_ARN": "none",
    "TOKEN_ISSUER": "none",
    "TOKEN_MINUTES": "120",
    "TENANT_NAME": "none",
    "HF_ENDPOINT": "http://127.0.0.1:9",
    "GITHUB_API_URL": "http://127.0.0.1:9",
    "INGESTION_QUEUE_URL": "http://127.0.0.1:9/none",
    "INGESTION_DEAD_LETTER_QUEUE_URL": "http://127.0.0.1:9/none",
    "POWERTOOLS_METRICS_NAMESPACE": "Cairn",
}
"""What a handler wants to be told before it can be imported; none of it is used, for nothing is called."""


class HandlerDocstringError(Exception):
    """A handler's docstring does not begin as it must; the message says which."""


@dataclass(frozen=True)
class Operation:
    """One operation of the API."""

    function: blueprint.Function
    method: str
    path: str
    """As the template routes it: a greedy parameter ends with `+`."""
    operation_id: str
    summary: str
    endpoint: Endpoint[BaseModel, BaseModel] | PlainEndpoint

    @property
    def name(self) -> str:
        """The operation in snake_case: the name of its folder, its event and its test."""
        return self.function.operation

    @property
    def folder(self) -> str:
        """Where its handler is, from the root."""
        return self.function.folder.relative_to(blueprint.ROOT).as_posix()

    @property
    def description(self) -> str:
        """What the handler says about itself."""
        return (self.endpoint.operation.__doc__ or "").strip()

    @property
    def answer_model(self) -> type[BaseModel] | None:
        """The model of its answer, if it declares one."""
        return self.endpoint.answer_model if isinstance(self.endpoint, Endpoint) else None

    @property
    def takes(self) -> str:
        """The media type of its body."""
        return str(getattr(getattr(self.endpoint, "face", None), "takes", "application/json"))

    @property
    def request_model(self) -> type[BaseModel] | None:
        """The model of its request, if it declares one."""
        return self.endpoint.request_model if isinstance(self.endpoint, Endpoint) else None


def operations(face: str) -> list[Operation]:
    """Return a face's operations in the template's order: those that the handlers' docstrings name, a line each.

    A function may have routes that its docstring does not name. They only win against another function's route for
    requests that are the operation's (`/artifact/byName/{name}/cost` is a name that ends in `/cost`).

    Raises:
        HandlerDocstringError: a handler does not say what it is.
    """
    for name, value in NO_DEPLOYMENT.items():
        os.environ.setdefault(name, value)
    return [one for function in blueprint.functions() if function.face == face for one in _operations(function)]


def said(docstring: str | None) -> list[re.Match[str]]:
    """Return what each line of a handler's docstring says.

    Raises:
        HandlerDocstringError: one says something else.
    """
    lines = [LINE.fullmatch(line) for line in (docstring or "").splitlines() if line]
    found = [line for line in lines if line]
    if not found or len(found) < len(lines):
        message = f"a handler begins with {docstring!r}"
        raise HandlerDocstringError(message)
    return found


def _operations(function: blueprint.Function) -> list[Operation]:
    module = load(function.folder / "app.py")
    return [
        Operation(function, line["method"], line["path"], line["id"], line["summary"], module.handler)
        for line in said(module.__doc__)
    ]
