"""MLTE's negotiation cards: what a model is for, what it is made of, and what is asked of it."""

from typing import Literal

from pydantic import Field, FiniteFloat

from cairn.faces.http import Answer

Said = str | None
"""A text that may not have been said."""


class MetricDescriptor(Answer):
    """How a goal is measured."""

    description: Said = None
    baseline: Said = None


class GoalDescriptor(Answer):
    """A goal of the system."""

    description: Said = None
    metrics: list[MetricDescriptor] = Field(default=[])


class SystemDescriptor(Answer):
    """The system that the model is for."""

    goals: list[GoalDescriptor] = Field(default=[])
    problem_type: str = ""
    task: Said = None
    usage_context: Said = None
    risks: list[str] = Field(default=[])


class LabelDescriptor(Answer):
    """A label of a dataset."""

    name: Said = None
    description: Said = None
    percentage: FiniteFloat | None = None


class FieldDescriptor(Answer):
    """A field of a dataset."""

    name: Said = None
    description: Said = None
    type: Said = None
    expected_values: Said = None
    missing_values: Said = None
    special_values: Said = None


class DataDescriptor(Answer):
    """A dataset."""

    description: Said = None
    purpose: Said = None
    source: Said = None
    classification: str = ""
    access: Said = None
    labeling_method: Said = None
    labels: list[LabelDescriptor] = Field(default=[])
    fields: list[FieldDescriptor] = Field(default=[])
    rights: Said = None
    policies: Said = None


class ModelResourcesDescriptor(Answer):
    """What a model needs to run."""

    cpu: Said = None
    gpu: Said = None
    gpu_memory: Said = None
    main_memory: Said = None
    storage: Said = None


class ModelIODescriptor(Answer):
    """What goes into a model, or comes out."""

    name: Said = None
    description: Said = None
    type: Said = None
    expected_values: Said = None


class ModelDescriptor(Answer):
    """The model."""

    development_compute_resources: ModelResourcesDescriptor = Field(default=ModelResourcesDescriptor.model_construct())
    deployment_platform: Said = None
    capability_deployment_mechanism: Said = None
    model_source: Said = None
    input_specification: list[ModelIODescriptor] = Field(default=[])
    output_specification: list[ModelIODescriptor] = Field(default=[])
    production_compute_resources: ModelResourcesDescriptor = Field(default=ModelResourcesDescriptor.model_construct())


class QASDescriptor(Answer):
    """A quality attribute scenario; one without an identifier is given one."""

    identifier: Said = None
    quality: str = ""
    stimulus: Said = None
    source: Said = None
    environment: Said = None
    response: Said = None
    measure: Said = None


class NegotiationCardModel(Answer):
    """A negotiation card."""

    artifact_type: Literal["card"] = "card"
    system: SystemDescriptor = Field(default=SystemDescriptor.model_construct())
    data: list[DataDescriptor] = Field(default=[])
    model: ModelDescriptor = Field(default=ModelDescriptor.model_construct())
    system_requirements: list[QASDescriptor] = Field(default=[])
