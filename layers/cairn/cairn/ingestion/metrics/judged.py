"""What a metric says: a score from 0 to 1, and how it came about."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Judged:
    """A metric's score with its explanation."""

    score: float
    parts: Mapping[str, float] = field(default_factory=dict)
    """Partial scores by name; with the weights of docs/metrics.md they make the score."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    """Why the score is 0 for want of facts; empty where there were some."""


def weighted(parts: Mapping[str, float], weights: Mapping[str, float], facts: Mapping[str, Any], reason: str = "") -> Judged:
    """Return the weighted sum of partial scores; the weights add up to 1."""
    score = sum(weights[name] * part for name, part in parts.items())
    return Judged(_bounded(score), {name: round(part, 4) for name, part in parts.items()}, facts, reason)


def absent(reason: str) -> Judged:
    """Return the score of a metric that has no facts to judge."""
    return Judged(0.0, reason=reason)


def log_share(count: int, enough: int) -> float:
    """Return where a count stands between nothing (0) and `enough` (1) on a logarithmic scale."""
    return min(1.0, math.log1p(max(0, count)) / math.log1p(enough))


def _bounded(score: float) -> float:
    return round(min(1.0, max(0.0, score)), 4)
