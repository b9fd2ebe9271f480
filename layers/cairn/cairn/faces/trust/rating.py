"""The trust face's rating of a model."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Field

from cairn.faces.http import Answer
from cairn.faces.trust.models import ModelPath, Text
from cairn.records import Json

Score = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(ge=0)]


class SizeScore(Answer):
    """How well a model fits each class of device."""

    raspberry_pi: Score
    jetson_nano: Score
    desktop_pc: Score
    aws_server: Score


class Explanation(Answer):
    """How a score came about: the facts that were used, the partial scores, and why there were none."""

    score: Score
    parts: dict[str, Score] = Field(default={})
    facts: dict[str, Any] = Field(default={})
    reason: str = ""


class ModelArtifactRateRequest(ModelPath):
    """A question for a rating, with or without its explanation."""

    explain: bool = False


class ModelRating(Answer):
    """How far a model can be trusted: a score per metric, and the seconds that each took to compute."""

    name: Text
    category: str
    net_score: Score
    net_score_latency: Seconds
    ramp_up_time: Score
    ramp_up_time_latency: Seconds
    bus_factor: Score
    bus_factor_latency: Seconds
    performance_claims: Score
    performance_claims_latency: Seconds
    license: Score
    license_latency: Seconds
    dataset_and_code_score: Score
    dataset_and_code_score_latency: Seconds
    dataset_quality: Score
    dataset_quality_latency: Seconds
    code_quality: Score
    code_quality_latency: Seconds
    reproducibility: Score
    reproducibility_latency: Seconds
    reviewedness: Score
    reviewedness_latency: Seconds
    tree_score: Score
    tree_score_latency: Seconds
    size_score: SizeScore
    size_score_latency: Seconds
    explanations: dict[str, Explanation] = Field(default={})

    @classmethod
    def of(cls, stored: Mapping[str, Json], *, explain: bool) -> Self:
        """Translate from the registry."""
        return cls.model_validate({name: value for name, value in stored.items() if explain or name != "explanations"})
