"""performance_claims: whether what a model is said to do is backed by results that others can look up."""

import re

from cairn.ingestion import card
from cairn.ingestion.facts import Snapshot
from cairn.ingestion.metrics.judged import Judged, absent, log_share, weighted

RESULTS = 5
"""Results that make a picture: fewer are a sample of one's own choice."""

WEIGHTS = {"results": 0.4, "sources": 0.2, "paper": 0.2, "table": 0.2}
"""Structured results can be compared by machine and are most of it; where they come from, a paper, and a table of numbers
in the prose each add something that can be checked."""

_PAPER = re.compile(r"arxiv\.org/(?:abs|pdf)/\d{4}\.\d{4,5}|doi\.org/10\.\d{4,}|aclanthology\.org/|openreview\.net/", re.ASCII)
_PAPER_TAGS = ("arxiv:", "doi:")
_ROWS = 2


def performance_claims(snapshot: Snapshot) -> Judged:
    """Judge results in the model-index, their sources, a paper, and tables of numbers in the card."""
    read = card.read(snapshot.readme)
    results = [result for result in snapshot.model.results if result.has_value]
    sourced = sum(result.has_source for result in results)
    is_published = bool(_PAPER.search(read.body)) or any(tag.startswith(_PAPER_TAGS) for tag in snapshot.model.tags)
    rows = sum(_has_number(line) for line in read.prose.split("\n"))
    parts = {
        "results": log_share(len(results), RESULTS),
        "sources": sourced / len(results) if results else 0.0,
        "paper": float(is_published),
        "table": float(rows >= _ROWS),
    }
    if not any(parts.values()):
        return absent("the card has neither results nor a paper nor a table of numbers")
    facts = {"results": len(results), "results_with_source": sourced, "paper": is_published, "rows_of_numbers": rows}
    return weighted(parts, WEIGHTS, facts)


def _has_number(line: str) -> bool:
    """Tell whether a line is a table's row with a cell that ends in a number, or in a percentage."""
    before, *cells = line.split("|")
    return not before.strip() and any(cell.rstrip().removesuffix("%").rstrip()[-1:].isdecimal() for cell in cells)
