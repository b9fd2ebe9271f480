"""tree_score: how far what a model was made from can be trusted."""

from collections.abc import Sequence

from cairn.ingestion.metrics.judged import Judged


def tree_score(ancestors: Sequence[float], own: float, upstreams: int) -> Judged:
    """Return the mean of the ancestors' net scores, or the model's own where none has one.

    Args:
        ancestors: The stored net scores of the registered ancestors.
        own: The model's net score without this metric.
        upstreams: How many base models the card names, registered or not.
    """
    facts = {"ancestors_rated": len(ancestors), "base_models_named": upstreams}
    if ancestors:
        mean = round(sum(ancestors) / len(ancestors), 4)
        return Judged(mean, {"ancestors": mean}, facts)
    reason = "none of the base models is registered: the model's own score stands in" if upstreams else ""
    return Judged(own, {"own": own}, facts, reason)
