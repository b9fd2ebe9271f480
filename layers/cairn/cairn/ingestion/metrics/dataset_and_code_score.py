"""dataset_and_code_score: whether the data and the code behind a model can be had."""

from cairn.ingestion import card
from cairn.ingestion.facts import Snapshot
from cairn.ingestion.metrics.judged import Judged, absent, weighted

WEIGHTS = {"datasets_named": 0.2, "datasets_there": 0.3, "code_there": 0.35, "example": 0.15}
"""Data and code count about the same. Naming a dataset is worth less than the hub having it; an example shows how the
model is called, which is some of the code, not all."""


def dataset_and_code_score(snapshot: Snapshot) -> Judged:
    """Judge whether datasets are named and there, the linked repository has files, and the card shows code."""
    looked = len(snapshot.datasets_named[: max(len(snapshot.datasets), 2)])
    has_code = snapshot.code is not None and bool(snapshot.code.files or snapshot.code.contributions)
    own_code = [file.path for file in snapshot.model.files if file.path.endswith((".py", ".ipynb"))]
    examples = card.read(snapshot.readme).code("python", "py")
    parts = {
        "datasets_named": float(bool(snapshot.datasets_named)),
        "datasets_there": len(snapshot.datasets) / looked if looked else 0.0,
        "code_there": 1.0 if has_code else float(bool(own_code)) / 2,
        "example": float(bool(examples)),
    }
    if not any(parts.values()):
        return absent("; ".join(snapshot.gaps.get(fact, "") or f"no {fact}" for fact in ("datasets", "code")))
    facts = {
        "datasets": list(snapshot.datasets_named),
        "repository": snapshot.code.url if snapshot.code else None,
        "code_files_beside_the_weights": len(own_code),
    }
    return weighted(parts, WEIGHTS, facts)
