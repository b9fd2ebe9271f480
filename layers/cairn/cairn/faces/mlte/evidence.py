"""MLTE's evidence: what a measurement found, as one of six sorts of values."""

from typing import Annotated, Any, Literal

from pydantic import Field, FiniteFloat

from cairn.faces.http import Answer


class MeasurementMetadata(Answer):
    """What measured."""

    measurement_class: str
    output_class: str
    additional_data: dict[str, str] = Field(default={})


class EvidenceMetadata(Answer):
    """Which test case something is evidence for."""

    test_case_id: str
    measurement: MeasurementMetadata


class IntegerValueModel(Answer):
    """A whole number, with its unit."""

    evidence_type: Literal["integer"] = "integer"
    integer: int
    unit: str | None = None


class RealValueModel(Answer):
    """A number, with its unit."""

    evidence_type: Literal["real"] = "real"
    real: FiniteFloat
    unit: str | None = None


class OpaqueValueModel(Answer):
    """An object that the registry knows nothing of."""

    evidence_type: Literal["opaque"] = "opaque"
    data: dict[str, Any]


class ImageValueModel(Answer):
    """An image, in base64."""

    evidence_type: Literal["image"] = "image"
    data: str


class ArrayValueModel(Answer):
    """A list of anything."""

    evidence_type: Literal["array"] = "array"
    data: list[Any]


class StringValueModel(Answer):
    """A text."""

    evidence_type: Literal["string"] = "string"
    string: str


Value = Annotated[
    IntegerValueModel | RealValueModel | OpaqueValueModel | ImageValueModel | ArrayValueModel | StringValueModel,
    Field(discriminator="evidence_type"),
]


class EvidenceModel(Answer):
    """Evidence; the class that the client has for it is kept as it was sent."""

    artifact_type: Literal["evidence"] = "evidence"
    metadata: EvidenceMetadata
    evidence_class: str
    value: Value
