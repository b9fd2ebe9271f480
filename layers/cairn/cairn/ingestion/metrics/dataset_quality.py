"""dataset_quality: how well the datasets behind a model are described, licensed, sized and used."""

from cairn.ingestion.facts import DatasetFacts, Snapshot
from cairn.ingestion.licenses import Terms, terms_of
from cairn.ingestion.metrics.judged import Judged, absent, log_share, weighted

DOWNLOADS, LIKES = 100_000, 300
"""Use and endorsement of a dataset that is a standard: on the hub, datasets have about a tenth of what models have."""

WEIGHTS = {"described": 0.25, "licensed": 0.25, "tagged": 0.2, "used": 0.3}
"""Three things that a maker can do, and one that only users can."""

TAGS = ("task_categories:", "language:", "size_categories:")
"""What the hub's dataset cards ask for beyond the licence."""


def dataset_quality(snapshot: Snapshot) -> Judged:
    """Return the mean over the datasets that were looked at; one that is named and not there counts as nothing."""
    if not snapshot.datasets:
        return absent(snapshot.gaps.get("datasets", "the card names no dataset"))
    judged = [_one(dataset) for dataset in snapshot.datasets]
    means = {name: sum(parts[name] for parts in judged) / len(judged) for name in WEIGHTS}
    facts = {"datasets": [{"id": one.id, "downloads": one.downloads, "license": one.license} for one in snapshot.datasets]}
    return weighted(means, WEIGHTS, {"datasets": [dict(one) for one in facts["datasets"]]})


def _one(dataset: DatasetFacts) -> dict[str, float]:
    is_known = bool(dataset.license) and terms_of(dataset.license or "") is not Terms.UNKNOWN
    return {
        "described": float(dataset.has_description),
        "licensed": 1.0 if is_known else float(bool(dataset.license)) / 2,
        "tagged": sum(any(tag.startswith(prefix) for tag in dataset.tags) for prefix in TAGS) / len(TAGS),
        "used": (log_share(dataset.downloads, DOWNLOADS) + log_share(dataset.likes, LIKES)) / 2,
    }
