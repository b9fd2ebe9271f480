"""The OpenAPI 3.1 document of a face."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from pydantic.json_schema import models_json_schema

from cairn.access.decision import Permission
from cairn.runtime.edge import Endpoint
from local import blueprint
from local.openapi import answers
from local.openapi.operations import Operation, operations

if TYPE_CHECKING:
    from pydantic import BaseModel

    from local.openapi.answers import Refusals
    from local.openapi.face import Face
    from local.openapi.schemas import Mode, Schema

HEADERS: dict[str, Schema] = {
    "offset": {
        "description": "Where the next page begins: send it as `offset`. Absent on the last page.",
        "schema": {"type": "string", "minLength": 1},
    },
    "www-authenticate": {"description": "What to show instead (RFC 6750, section 3).", "schema": {"type": "string"}},
    "retry-after": {"description": "How many seconds to wait.", "schema": {"type": "integer", "minimum": 1}},
}
NO_PARAMETERS = {"path", "source", "body"}
"""What a request's model has from the edge, and not from a parameter."""


def document(face: Face) -> Schema:
    """Return the document."""
    return Document(face).whole()


def text(face: Face) -> str:
    """Return the document as it is checked in."""
    return json.dumps(document(face), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


class Document:
    """A document in the making."""

    def __init__(self, face: Face) -> None:
        """Read the operations and their models."""
        self._face = face
        self._operations = operations(face.name)
        self._names, self._schemas = self._components()

    def whole(self) -> Schema:
        """Return it."""
        paths: Schema = {}
        for operation in self._operations:
            # A greedy parameter cannot be said in OpenAPI: its name is all that a client has to know of it.
            path = operation.path.replace("+}", "}")
            paths.setdefault(path, {})[operation.method.lower()] = self._described(operation)
        inside = {self._names[model, "validation"] for one in self._operations if (model := one.request_model)}
        schemas = {name: schema for name, schema in self._schemas.items() if name not in inside}
        schemas |= {**self._face.refusal_schemas, "GatewayRefusal": answers.GATEWAY_REFUSAL}
        return {
            "openapi": "3.1.0",
            "info": {
                "title": f"Cairn: {self._face.title}",
                "version": _version(),
                "description": self._face.about,
                "license": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
            },
            "servers": [{"url": "/"}],
            "paths": paths,
            "components": {
                "schemas": schemas,
                "responses": _gateways(paths),
                "securitySchemes": dict(self._face.security),
            },
        }

    def _components(self) -> tuple[dict[tuple[Any, Mode], str], dict[str, Schema]]:
        """Return what models are called, and their schemas: one that is not the same in both directions has two names."""
        wanted: list[tuple[type[BaseModel], Mode]] = []
        for operation in self._operations:
            if operation.request_model:
                wanted.append((operation.request_model, "validation"))
            if operation.answer_model:
                wanted.append((operation.answer_model, "serialization"))
        references, schemas = models_json_schema(
            wanted, ref_template=_reference("{model}")["$ref"], schema_generator=self._face.model_schemas
        )
        names = {model: reference["$ref"].rpartition("/")[2] for model, reference in references.items()}
        return dict(names), {name: _untitled(schema) for name, schema in schemas["$defs"].items()}

    def _described(self, operation: Operation) -> Schema:
        endpoint, model = operation.endpoint, operation.request_model
        needs = endpoint.needs if isinstance(endpoint, Endpoint) else Permission.NOTHING
        asked = self._schemas[self._names[model, "validation"]] if model else {}
        described: Schema = {
            "operationId": operation.operation_id,
            "summary": operation.summary[0].upper() + operation.summary[1:] + ".",
            "description": operation.description,
            "responses": self._responses(operation),
            "security": [] if needs is Permission.NOTHING else [{name: []} for name in self._face.security],
        }
        if parameters := self._parameters(operation, asked):
            described["parameters"] = parameters
        if "body" in asked.get("properties", {}):
            described["requestBody"] = _body(operation, asked)
        return described

    def _parameters(self, operation: Operation, asked: Schema) -> list[Schema]:
        names = _in_path(operation.path)
        # What stands in the path of one of a function's operations is no parameter of the others.
        elsewhere = {name for one in self._operations if one.name == operation.name for name in _in_path(one.path)}
        members = asked.get("properties", {})
        # A greedy parameter is read from the path itself, so the model has `path` in its place.
        rest_of_path = {"type": "string", "minLength": 1, "description": "It may hold slashes."}
        found = [{"name": name, "in": "path", "required": True, "schema": members.get(name, rest_of_path)} for name in names]
        for name, schema in members.items():
            if name not in {*elsewhere, *NO_PARAMETERS}:
                found.append({"name": name, "in": "query", "required": name in asked.get("required", []), "schema": schema})
        return found

    def _responses(self, operation: Operation) -> dict[str, Schema]:
        found: dict[str, Schema] = {}
        model, face = operation.answer_model, self._face
        schema = _reference(self._names[model, "serialization"]) if model else face.plain[operation.name]
        success = {operation.endpoint.status: "Done."} | dict(face.further.get(operation.name, {}))
        if not model:
            success = {operation.endpoint.status: operation.description}
        for status, sentence in success.items():
            found[str(status)] = {"description": sentence, "content": _content(schema)}
            if model and "_offset" in model.__private_attributes__:
                found[str(status)]["headers"] = {"offset": HEADERS["offset"]}
        own, gateways = answers.refusals(operation, face), answers.gateway_refusals(operation)
        for status in sorted({*own, *gateways}):
            found[str(status)] = _refusal(status, own.get(status), is_gateways=status in gateways)
        return found


def _version() -> str:
    described = tomllib.loads((blueprint.ROOT / "layers" / "cairn" / "pyproject.toml").read_text())
    return str(described["project"]["version"])


def _untitled(schema: Schema) -> Schema:
    return {name: value for name, value in schema.items() if name != "title"}


def _in_path(path: str) -> list[str]:
    return [segment.strip("{}+") for segment in path.split("/") if segment.startswith("{")]


def _body(operation: Operation, asked: Schema) -> Schema:
    media_type = operation.takes
    sent = json.loads((blueprint.ROOT / "events" / operation.function.face / f"{operation.name}.json").read_text())["body"]
    example = json.loads(sent) if media_type == "application/json" else dict(parse_qsl(sent))
    content = {media_type: {"schema": asked["properties"]["body"], "example": example}}
    return {"required": "body" in asked.get("required", []), "content": content}


def _refusal(status: int, own: Refusals | None, *, is_gateways: bool) -> Schema:
    """Return the refusals that share a status: the registry's, API Gateway's, or both."""
    if own is None:
        return {"$ref": f"#/components/responses/{answers.GATEWAY[status][0]}"}
    sentences = [*own.sentences, answers.GATEWAY[status][1]] if is_gateways else own.sentences
    schemas = [_reference(name) for name in ([*own.schemas, "GatewayRefusal"] if is_gateways else own.schemas)]
    described: Schema = {
        "description": sentences[0] if len(sentences) == 1 else "\n".join(f"- {sentence}" for sentence in sentences),
        "content": _content(schemas[0] if len(schemas) == 1 else {"anyOf": schemas}),
    }
    if own.headers:
        described["headers"] = {name: HEADERS[name] for name in sorted(own.headers)}
    return described


def _gateways(paths: Schema) -> Schema:
    """Return those of API Gateway's refusals that some operation has without one of the registry's own beside it."""
    content, used = _content(_reference("GatewayRefusal")), json.dumps(paths)
    return {
        name: {"description": sentence, "content": content}
        for name, sentence in answers.GATEWAY.values()
        if f'"#/components/responses/{name}"' in used
    }


def _reference(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _content(schema: Any) -> Schema:
    return {"application/json": {"schema": schema}}
