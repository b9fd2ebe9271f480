"""Pydantic's schemas, as the faces write JSON: what is left out, and where nulls are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic.json_schema import GenerateJsonSchema

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

Mode = Literal["validation", "serialization"]
Schema = dict[str, Any]

ABSENT: tuple[object, ...] = ("", None, [], {})
"""Defaults that mean: left out."""


class Untitled(GenerateJsonSchema):
    """Without titles, which would repeat the names."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - pydantic calls it so
        """No member has one."""
        return False


class EmptyLeftOut(Untitled):
    """Neither nulls nor empty defaults: an optional member has its type, or is not there."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """What is None inside is left out outside."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """An empty default is no value of its own."""
        if schema.get("default") in ABSENT:
            return self.generate_inner(schema["schema"])
        return super().default_schema(schema)


class NullLeftOut(Untitled):
    """In answers, members that are null are left out and all others are there; in requests null is as good as nothing."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """No answer has a null."""
        if self.mode == "serialization":
            return self.generate_inner(schema["schema"])
        return super().nullable_schema(schema)

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """What is in every answer needs no default, and an empty one is no value of its own."""
        if self.mode == "serialization" or schema.get("default") in ABSENT:
            return self.generate_inner(schema["schema"])
        return super().default_schema(schema)

    def field_is_required(
        self,
        field: core_schema.ModelField | core_schema.DataclassField | core_schema.TypedDictField,
        total: bool,  # noqa: FBT001 - pydantic calls it so
    ) -> bool:
        """What cannot be null is in every answer."""
        if self.mode == "serialization":
            inner = field["schema"]
            return bool((inner["schema"] if inner["type"] == "default" else inner)["type"] != "nullable")
        return super().field_is_required(field, total)


class Whole(Untitled):
    """Answers have every member, null where there is nothing; in requests a member may be left out, or be null."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Not documented: what a change does not say stays as it is, and a client must not fill it in."""
        return self.generate_inner(schema["schema"])

    def field_is_required(
        self,
        field: core_schema.ModelField | core_schema.DataclassField | core_schema.TypedDictField,
        total: bool,  # noqa: FBT001 - pydantic calls it so
    ) -> bool:
        """Every member is in every answer, but for those that say themselves when they are not."""
        if self.mode == "serialization":
            return "serialization_exclude_if" not in field
        return super().field_is_required(field, total)
