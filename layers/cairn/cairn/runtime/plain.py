"""Routes that read nothing and touch no AWS service: answered without the SDK, without models, in a tenth of a cold start."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from cairn.runtime.headers import JSON_ANSWER


class PlainEndpoint:
    """A Lambda handler of such a route: anybody may call it."""

    def __init__(self, operation: Callable[[], Mapping[str, Any]], status: int) -> None:
        """Answer what `operation` returns, as JSON."""
        self.operation = operation
        self.status = status

    def __call__(self, event: object, context: object) -> dict[str, Any]:
        """Answer one event; there is nothing in it that this route reads."""
        return {
            "statusCode": self.status,
            "headers": JSON_ANSWER,
            "body": json.dumps(self.operation()),
        }


def plain(status: int = 200) -> Callable[[Callable[[], Mapping[str, Any]]], PlainEndpoint]:
    """Make a route of a function without parameters."""

    def decorate(operation: Callable[[], Mapping[str, Any]]) -> PlainEndpoint:
        return PlainEndpoint(operation, status)

    return decorate
