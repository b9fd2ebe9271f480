"""ramp_up_time: how soon somebody new can use a model: what its card tells, and whether a library loads it."""

from cairn.ingestion import card
from cairn.ingestion.facts import Snapshot
from cairn.ingestion.metrics.judged import Judged, absent, log_share, weighted

WORDS = 1_000
"""The words of a card that leaves few questions; the hub's own template, filled in, has about as many."""

WEIGHTS = {"length": 0.25, "example": 0.25, "sections": 0.3, "loadable": 0.2}
"""Telling what it is for comes before telling much; an example is worth pages; a library that loads it saves the rest."""

SECTIONS = {
    "use": ("use", "usage", "how to", "quick", "getting started", "inference", "example"),
    "limits": ("limitation", "bias", "risk", "out-of-scope", "ethical", "caveat"),
    "training": ("train", "fine-tun", "data", "procedure"),
    "evaluation": ("evaluat", "result", "performance", "benchmark", "metric"),
}


def ramp_up_time(snapshot: Snapshot) -> Judged:
    """Judge the card's length, its example, the sections that a newcomer looks for, and library and task being stated."""
    if snapshot.readme is None:
        return absent(snapshot.gaps.get("readme", "the model has no README.md"))
    read = card.read(snapshot.readme)
    words = len(read.prose.split())
    headings = read.headings
    covered = sorted(name for name, words in SECTIONS.items() if any(word in heading for heading in headings for word in words))
    examples = len(read.code("python", "py", "bash", "shell", "sh", "console"))
    parts = {
        "length": log_share(words, WORDS),
        "example": float(examples > 0),
        "sections": len(covered) / len(SECTIONS),
        "loadable": (bool(snapshot.model.library) + bool(snapshot.model.task)) / 2,
    }
    facts = {"words": words, "examples": examples, "sections": list(covered), "library": snapshot.model.library}
    return weighted(parts, WEIGHTS, facts)
