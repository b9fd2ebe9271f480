"""The trust face's rating of a model."""

from typing import Annotated

from pydantic import Field

from cairn.faces.http import Answer
from cairn.faces.trust.models import Text

Score = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(ge=0)]


class SizeScore(Answer):
    """How well a model fits each class of device."""

    raspberry_pi: Score
    jetson_nano: Score
    desktop_pc: Score
    aws_server: Score


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
