"""Run a few lines with the role and the layers of a function of the stack."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.e2e.conftest import LocalCloud


@contextmanager
def standing(stack: LocalCloud, function: str, source: Mapping[str, str], **variables: str) -> Iterator[Callable[[Any], Any]]:
    """Keep such a function for a while: call it with an event; `source` has its files, with the handler in app.py."""
    functions, beside = stack.client("lambda"), f"beside-{uuid.uuid4().hex}"
    model = functions.get_function_configuration(FunctionName=stack.resource(function))
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        for name, text in source.items():
            archive.writestr(name, text)
    functions.create_function(
        FunctionName=beside,
        Runtime=model["Runtime"],
        Role=model["Role"],
        Handler="app.handler",
        Code={"ZipFile": code.getvalue()},
        Layers=[layer["Arn"] for layer in model["Layers"]],
        Environment={"Variables": variables},
        Timeout=30,
    )

    def call(event: Any) -> Any:
        answer = functions.invoke(FunctionName=beside, Payload=json.dumps(event))
        returned = json.loads(answer["Payload"].read())
        assert "FunctionError" not in answer, returned
        return returned

    try:
        yield call
    finally:
        functions.delete_function(FunctionName=beside)


def run(stack: LocalCloud, function: str, source: str, event: Any, **variables: str) -> Any:
    """Return what the handler in `source` returns for `event`."""
    with standing(stack, function, {"app.py": source}, **variables) as call:
        return call(event)
