"""net_score: one number for a model."""

from collections.abc import Mapping

from cairn.ingestion.metrics.judged import Judged, weighted

WEIGHTS = {
    "reviewedness": 0.15,
    "license": 0.15,
    "ramp_up_time": 0.10,
    "bus_factor": 0.10,
    "performance_claims": 0.10,
    "dataset_and_code_score": 0.10,
    "code_quality": 0.10,
    "dataset_quality": 0.05,
    "reproducibility": 0.05,
    "size_score": 0.05,
    "tree_score": 0.05,
}
"""Others having looked, and being allowed to use it, decide most. Five metrics of how it was made and told count alike. The
last four count half: each rests on few facts, or on someone else's work."""


def own_score(scores: Mapping[str, float]) -> float:
    """Return the weighted mean without the ancestors' part."""
    own = {name: weight for name, weight in WEIGHTS.items() if name != "tree_score"}
    return round(sum(weight * scores[name] for name, weight in own.items()) / sum(own.values()), 4)


def net_score(scores: Mapping[str, float]) -> Judged:
    """Return the weighted mean of all metrics."""
    return weighted({name: scores[name] for name in WEIGHTS}, WEIGHTS, {})
