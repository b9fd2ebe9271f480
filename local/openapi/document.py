"""The OpenAPI 3.1 document of the trust face."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any, Literal

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from cairn.access.decision import Permission
from cairn.runtime.edge import Endpoint
from local import blueprint
from local.openapi import answers
from local.openapi.operations import Operation, operations

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

FACE = "trust"
FILE = blueprint.ROOT / "docs" / "openapi" / "trust.json"
TITLE = "Cairn: the trust face"
ABOUT = (
    "Register models, datasets and code by URL; read, list, search, rate and trace them. "
    "Every malformed request is answered 400, every refusal has a `detail`. "
    "Members that are optional are left out where there is nothing to say; nothing is ever null."
)
SECURITY = {
    "Token": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Authorization",
        "description": "`bearer <token>`. Not read where the deployment has AUTH_MODE=open.",
    },
    "Bearer": {"type": "http", "scheme": "bearer", "description": "The same token in the header `Authorization`."},
}
OFFSET = {
    "description": "Where the next page begins: send it as `offset`. Absent on the last page.",
    "schema": {"type": "string", "minLength": 1},
}
ABSENT: tuple[object, ...] = ("", None, [], {})
"""Defaults that mean: left out."""

Mode = Literal["validation", "serialization"]
Schema = dict[str, Any]


class Schemas(GenerateJsonSchema):
    """Pydantic's schemas without titles, nulls and empty defaults: an optional member has its type, or is not there."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - pydantic calls it so
        """Titles would repeat the names."""
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """What is None inside is left out outside."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """An empty default is no value of its own."""
        if schema.get("default") in ABSENT:
            return self.generate_inner(schema["schema"])
        return super().default_schema(schema)


def document() -> Schema:
    """Return the document."""
    known = operations(FACE)
    components = _components(known)
    paths: Schema = {}
    for operation in known:
        # A greedy parameter cannot be said in OpenAPI: its name is all that a client has to know of it.
        path = operation.path.replace("+}", "}")
        paths.setdefault(path, {})[operation.method.lower()] = _described(operation, components)
    inside = {model.__name__ for operation in known if (model := operation.request_model)}
    schemas = {name: schema for name, schema in components.items() if name not in inside}
    schemas |= {"Refusal": answers.REFUSAL, "GatewayRefusal": answers.GATEWAY_REFUSAL}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": TITLE,
            "version": _version(),
            "description": ABOUT,
            "license": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": schemas, "responses": _gateways(paths), "securitySchemes": SECURITY},
    }


def text() -> str:
    """Return the document as it is checked in."""
    return json.dumps(document(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _version() -> str:
    described = tomllib.loads((blueprint.ROOT / "layers" / "cairn" / "pyproject.toml").read_text())
    return str(described["project"]["version"])


def _components(known: list[Operation]) -> dict[str, Schema]:
    wanted: list[tuple[type[BaseModel], Mode]] = []
    for operation in known:
        if operation.request_model:
            wanted.append((operation.request_model, "validation"))
        if operation.answer_model:
            wanted.append((operation.answer_model, "serialization"))
    _, schemas = models_json_schema(wanted, ref_template="#/components/schemas/{model}", schema_generator=Schemas)
    return {name: _untitled(schema) for name, schema in schemas["$defs"].items()}


def _untitled(schema: Schema) -> Schema:
    return {name: value for name, value in schema.items() if name != "title"}


def _described(operation: Operation, components: dict[str, Schema]) -> Schema:
    endpoint = operation.endpoint
    needs = endpoint.needs if isinstance(endpoint, Endpoint) else Permission.NOTHING
    described: Schema = {
        "operationId": operation.operation_id,
        "summary": operation.summary[0].upper() + operation.summary[1:] + ".",
        "description": operation.description,
        "responses": _responses(operation),
        "security": [] if needs is Permission.NOTHING else [{name: []} for name in SECURITY],
    }
    model = components[operation.request_model.__name__] if operation.request_model else {}
    parameters = _parameters(operation, model)
    if parameters:
        described["parameters"] = parameters
    body = model.get("properties", {}).get("body")
    if body:
        described["requestBody"] = {"required": True, "content": _json(body)}
        described["requestBody"]["content"]["application/json"]["example"] = _example(operation)
    return described


def _parameters(operation: Operation, model: Schema) -> list[Schema]:
    in_path = [segment.strip("{}+") for segment in operation.path.split("/") if segment.startswith("{")]
    members = model.get("properties", {})
    # A greedy parameter is read from the path itself, so the model has `path` in its place.
    rest_of_path = {"type": "string", "minLength": 1, "description": "It may hold slashes."}
    found = [{"name": name, "in": "path", "required": True, "schema": members.get(name, rest_of_path)} for name in in_path]
    for name, schema in members.items():
        if name not in {*in_path, "path", "body"}:
            found.append({"name": name, "in": "query", "required": name in model.get("required", []), "schema": schema})
    return found


def _responses(operation: Operation) -> dict[str, Schema]:
    found: dict[str, Schema] = {}
    model = operation.answer_model
    schema = _reference(model.__name__) if model else answers.PLAIN[operation.name]
    success = {operation.endpoint.status: "Done."} | answers.FURTHER.get(operation.name, {})
    if not model:
        success = {operation.endpoint.status: operation.description}
    for status, sentence in success.items():
        found[str(status)] = {"description": sentence, "content": _json(schema)}
        if model and "_offset" in model.__private_attributes__:
            found[str(status)]["headers"] = {"offset": OFFSET}
    own, gateways = answers.refusals(operation), answers.gateway_refusals(operation)
    for status in sorted({*own, *gateways}):
        found[str(status)] = _refusal(status, own.get(status, []), is_gateways=status in gateways)
    return found


def _refusal(status: int, own: list[str], *, is_gateways: bool) -> Schema:
    """Return the refusals that share a status: the registry's, API Gateway's, or both."""
    if not own:
        return {"$ref": f"#/components/responses/{answers.GATEWAY[status][0]}"}
    sentences = [*own, answers.GATEWAY[status][1]] if is_gateways else own
    described = sentences[0] if len(sentences) == 1 else "\n".join(f"- {sentence}" for sentence in sentences)
    schema = {"anyOf": [_reference("Refusal"), _reference("GatewayRefusal")]} if is_gateways else _reference("Refusal")
    return {"description": described, "content": _json(schema)}


def _gateways(paths: Schema) -> Schema:
    """Return those of API Gateway's refusals that some operation has without one of the registry's own beside it."""
    content, used = _json(_reference("GatewayRefusal")), json.dumps(paths)
    return {
        name: {"description": sentence, "content": content}
        for name, sentence in answers.GATEWAY.values()
        if f'"#/components/responses/{name}"' in used
    }


def _reference(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def _example(operation: Operation) -> Any:
    event = json.loads((blueprint.ROOT / "events" / FACE / f"{operation.name}.json").read_text())
    return json.loads(event["body"])
