"""A rating: every metric over one snapshot, with the time that each took and an explanation of each score."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from cairn.ingestion import parents
from cairn.ingestion.facts import Snapshot
from cairn.ingestion.metrics.bus_factor import bus_factor
from cairn.ingestion.metrics.code_quality import code_quality
from cairn.ingestion.metrics.dataset_and_code_score import dataset_and_code_score
from cairn.ingestion.metrics.dataset_quality import dataset_quality
from cairn.ingestion.metrics.judged import Judged
from cairn.ingestion.metrics.license import license as license_metric
from cairn.ingestion.metrics.net_score import net_score, own_score
from cairn.ingestion.metrics.performance_claims import performance_claims
from cairn.ingestion.metrics.ramp_up_time import ramp_up_time
from cairn.ingestion.metrics.reproducibility import reproducibility
from cairn.ingestion.metrics.reviewedness import reviewedness
from cairn.ingestion.metrics.size_score import size_score
from cairn.ingestion.metrics.tree_score import tree_score
from cairn.records import Json

METRICS: dict[str, Callable[[Snapshot], Judged]] = {
    "ramp_up_time": ramp_up_time,
    "bus_factor": bus_factor,
    "performance_claims": performance_claims,
    "license": license_metric,
    "dataset_and_code_score": dataset_and_code_score,
    "dataset_quality": dataset_quality,
    "code_quality": code_quality,
    "reproducibility": reproducibility,
    "reviewedness": reviewedness,
}
"""The metrics of one snapshot; size_score, tree_score and net_score need more, or say more, and come after."""

UNKNOWN_CATEGORY = "unknown"

ResultT = Any


@dataclass(frozen=True, slots=True)
class Rating:
    """Scores by metric, seconds by metric, size scores by device, explanations by metric."""

    name: str
    category: str
    scores: dict[str, float]
    seconds: dict[str, float]
    devices: dict[str, float]
    explanations: dict[str, Json]

    @property
    def reviewedness(self) -> float:
        """What the gate looks at."""
        return self.scores["reviewedness"]

    def stored(self) -> dict[str, Json]:
        """Return the rating as the record keeps it: the API's own members, and the explanations."""
        rating: dict[str, Json] = {"name": self.name, "category": self.category}
        for metric, score in self.scores.items():
            rating[metric] = dict(self.devices) if metric == "size_score" else score
            rating[f"{metric}_latency"] = self.seconds[metric]
        return rating | {"explanations": self.explanations}


def rate(name: str, snapshot: Snapshot, ancestors: Sequence[float]) -> Rating:
    """Rate a model.

    Args:
        name: What the registry calls it.
        snapshot: The facts.
        ancestors: The net scores of its registered ancestors.
    """
    judged: dict[str, Judged] = {}
    seconds: dict[str, float] = {}
    started = time.perf_counter()
    for metric, judge in METRICS.items():
        judged[metric], seconds[metric] = _timed(partial(judge, snapshot))
    sized, seconds["size_score"] = _timed(lambda: size_score(snapshot))
    judged["size_score"] = sized.judged
    scores = {metric: one.score for metric, one in judged.items()}
    named = len(parents.base_models(snapshot.model, snapshot.config))
    judged["tree_score"], seconds["tree_score"] = _timed(lambda: tree_score(ancestors, own_score(scores), named))
    judged["net_score"], _ = _timed(lambda: net_score(scores | {"tree_score": judged["tree_score"].score}))
    # The net score is there when all the others are.
    seconds["net_score"] = round(time.perf_counter() - started, 6)
    return Rating(
        name=name,
        category=snapshot.model.task or UNKNOWN_CATEGORY,
        scores={metric: one.score for metric, one in judged.items()},
        seconds=seconds,
        devices=dict(sized.devices),
        explanations={metric: _explained(one) for metric, one in judged.items()},
    )


def _timed(judge: Callable[[], ResultT]) -> tuple[ResultT, float]:
    started = time.perf_counter()
    found = judge()
    return found, round(time.perf_counter() - started, 6)


def _explained(judged: Judged) -> dict[str, Json]:
    facts = {name: fact for name, fact in judged.facts.items() if fact is not None}
    explained: dict[str, Json] = {"score": judged.score, "parts": dict(judged.parts), "facts": facts}
    return explained | ({"reason": judged.reason} if judged.reason else {})
