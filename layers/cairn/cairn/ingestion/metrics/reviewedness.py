"""reviewedness: how much of a model others have looked at: its community, and the reviewers of its code."""

from cairn.ingestion.facts import ModelFacts, Snapshot
from cairn.ingestion.metrics.judged import Judged, log_share, weighted

LIKES, DOWNLOADS, DISCUSSIONS, RESULTS = 1_000, 1_000_000, 100, 10
"""Enough of each: a thousand people who endorse by name, a million downloads a month, a hundred discussions, ten results."""

WEIGHTS = {"likes": 0.5, "downloads": 0.3, "discussions": 0.1, "results": 0.1}
"""A like is a person with an account; a download is mostly a machine, and anybody can start a million of them: they must
not pass the gate alone. Discussions and published results are rarer and easy to make oneself."""

SETTLED = 0.65
"""Community evidence that needs no other: well above the gate's usual 0.5, so that no review could change the answer."""

DOUBT = 1
"""Changes that count as unreviewed beside those seen: one approved change proves less than five."""


def community(model: ModelFacts, discussions: int | None) -> Judged:
    """Return what the community's use and endorsement are worth, each on a logarithmic scale."""
    results = sum(result.has_value for result in model.results)
    parts = {
        "likes": log_share(model.likes, LIKES),
        "downloads": log_share(model.downloads, DOWNLOADS),
        "discussions": log_share(discussions or 0, DISCUSSIONS),
        "results": log_share(results, RESULTS),
    }
    facts = {"likes": model.likes, "downloads": model.downloads, "discussions": discussions, "results": results}
    return weighted(parts, WEIGHTS, facts)


def is_settled(score: float) -> bool:
    """Tell whether community evidence is so strong that code reviews need not be asked for."""
    return score >= SETTLED


def reviewedness(snapshot: Snapshot) -> Judged:
    """Join both kinds of evidence: what neither of two independent looks would have covered is what is left uncovered."""
    seen_by_many = community(snapshot.model, snapshot.discussions)
    changes = [change for change in (snapshot.code.changes if snapshot.code else ()) if change.is_reviewed is not None]
    reviewed = sum(bool(change.is_reviewed) for change in changes)
    code = reviewed / (len(changes) + DOUBT)
    score = 1 - (1 - seen_by_many.score) * (1 - code)
    facts = {**seen_by_many.facts, "changes_looked_at": len(changes), "changes_reviewed": reviewed}
    parts = {"community": seen_by_many.score, "code_review": round(code, 4), **seen_by_many.parts}
    return Judged(round(score, 4), parts, facts)
