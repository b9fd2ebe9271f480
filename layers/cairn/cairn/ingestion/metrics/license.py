"""license: how freely a model may be used, changed and passed on."""

from cairn.ingestion.facts import Snapshot
from cairn.ingestion.licenses import Terms, expression_of, terms_of
from cairn.ingestion.metrics.judged import Judged, absent

SCORES = {
    Terms.PUBLIC_DOMAIN: 1.0,
    Terms.PERMISSIVE: 1.0,
    Terms.WEAK_COPYLEFT: 0.8,
    Terms.SHARE_ALIKE: 0.6,
    Terms.STRONG_COPYLEFT: 0.5,
    Terms.NETWORK_COPYLEFT: 0.4,
    Terms.USE_RESTRICTED: 0.3,
    Terms.NON_COMMERCIAL: 0.1,
    Terms.NO_DERIVATIVES: 0.1,
    Terms.UNKNOWN: 0.0,
}
"""Nothing to give up: 1. Sources to publish: of the files 0.8, of what is made from it 0.6 to 0.5, even of what is only
served 0.4. Limits to what it may be used for: 0.3. No business, or no fine-tuning: 0.1. Terms that nobody can tell: 0."""


def license(snapshot: Snapshot) -> Judged:  # noqa: A001 - the API's own word
    """Judge the licence that the card states, else the one in the tags; of alternatives the freest counts."""
    stated = expression_of(snapshot.model)
    if not stated:
        return absent("neither card nor tags state a licence")
    terms = terms_of(stated)
    reason = f"{stated} is no licence whose terms are known here" if terms is Terms.UNKNOWN else ""
    return Judged(SCORES[terms], {"terms": SCORES[terms]}, {"license": stated, "terms": terms.value}, reason)
