"""Run a few lines with the role and the layers of a function of the stack."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.e2e.conftest import LocalCloud


def run(stack: LocalCloud, function: str, source: str, event: Any, **variables: str) -> dict[str, Any]:
    """Return what the handler in `source` returns for `event`."""
    functions, name = stack.client("lambda"), f"beside-{uuid.uuid4().hex}"
    model = functions.get_function_configuration(FunctionName=stack.resource(function))
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("app.py", source)
    functions.create_function(
        FunctionName=name,
        Runtime=model["Runtime"],
        Role=model["Role"],
        Handler="app.handler",
        Code={"ZipFile": code.getvalue()},
        Layers=[layer["Arn"] for layer in model["Layers"]],
        Environment={"Variables": variables},
        Timeout=30,
    )
    try:
        answer = functions.invoke(FunctionName=name, Payload=json.dumps(event))
        returned: dict[str, Any] = json.loads(answer["Payload"].read())
    finally:
        functions.delete_function(FunctionName=name)
    return returned
