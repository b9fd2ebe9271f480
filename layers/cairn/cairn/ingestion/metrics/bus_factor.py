"""bus_factor: how well a team survives the loss of one of its people."""

from cairn.ingestion.facts import Snapshot
from cairn.ingestion.metrics.judged import Judged, absent


def bus_factor(snapshot: Snapshot) -> Judged:
    """Return the Gini-Simpson index of the contributions: the chance that two commits are two people's."""
    if snapshot.code is None:
        return absent(snapshot.gaps.get("code", "there is no linked repository"))
    contributions = [count for count in snapshot.code.contributions.values() if count > 0]
    total = sum(contributions)
    if not total:
        return absent(snapshot.gaps.get("contributors", "the linked repository has no contributors"))
    concentration = sum((count / total) ** 2 for count in contributions)
    facts = {
        "repository": snapshot.code.url,
        "people": len(contributions),
        "equal_people": round(1 / concentration, 2),
        "largest_share": round(max(contributions) / total, 4),
    }
    return Judged(round(1 - concentration, 4), {"spread": round(1 - concentration, 4)}, facts)
