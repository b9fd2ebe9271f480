"""Licences: SPDX expressions, what their terms ask, and whether a model's suit a project's.

docs/metrics.md has the table with its sources. What is not known is not compatible.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import islice, product
from typing import Any

from license_expression import ExpressionError, LicenseWithExceptionSymbol, get_spdx_licensing

from cairn.ingestion.card import texts
from cairn.ingestion.facts import ModelFacts

ALTERNATIVES = 64
"""The most ways to keep to an expression that are looked at: real ones have four."""

LONGEST = 500
"""The most characters of an expression: it is parsed, and stored with the record; real ones have some dozens."""


class Terms(StrEnum):
    """What a licence asks, from nothing to more than a project can give."""

    PUBLIC_DOMAIN = "public domain"
    PERMISSIVE = "permissive"
    WEAK_COPYLEFT = "weak copyleft"
    SHARE_ALIKE = "share alike"
    STRONG_COPYLEFT = "strong copyleft"
    NETWORK_COPYLEFT = "network copyleft"
    USE_RESTRICTED = "use restricted"
    NON_COMMERCIAL = "non-commercial"
    NO_DERIVATIVES = "no derivatives"
    UNKNOWN = "unknown"


_PREFIXES: tuple[tuple[str, Terms], ...] = (
    ("cc0-", Terms.PUBLIC_DOMAIN), ("unlicense", Terms.PUBLIC_DOMAIN), ("pddl", Terms.PUBLIC_DOMAIN),
    ("wtfpl", Terms.PUBLIC_DOMAIN), ("0bsd", Terms.PUBLIC_DOMAIN), ("mit-0", Terms.PUBLIC_DOMAIN),
    ("mit", Terms.PERMISSIVE), ("apache-", Terms.PERMISSIVE), ("bsd", Terms.PERMISSIVE), ("isc", Terms.PERMISSIVE),
    ("bsl-1.0", Terms.PERMISSIVE), ("zlib", Terms.PERMISSIVE), ("python-", Terms.PERMISSIVE), ("psf-", Terms.PERMISSIVE),
    ("ncsa", Terms.PERMISSIVE), ("artistic-2.0", Terms.PERMISSIVE), ("ms-pl", Terms.PERMISSIVE), ("afl-3.0", Terms.PERMISSIVE),
    ("ecl-2.0", Terms.PERMISSIVE), ("postgresql", Terms.PERMISSIVE), ("odc-by", Terms.PERMISSIVE),
    ("cdla-permissive-", Terms.PERMISSIVE), ("etalab-", Terms.PERMISSIVE), ("openmdw-", Terms.PERMISSIVE),
    ("open-mdw", Terms.PERMISSIVE),
    ("cc-by-nc-nd-", Terms.NO_DERIVATIVES), ("cc-by-nd-", Terms.NO_DERIVATIVES), ("cc-by-nc-", Terms.NON_COMMERCIAL),
    ("cc-by-sa-", Terms.SHARE_ALIKE), ("cdla-sharing-", Terms.SHARE_ALIKE), ("odbl", Terms.SHARE_ALIKE),
    ("gfdl", Terms.SHARE_ALIKE), ("ofl-", Terms.SHARE_ALIKE), ("cc-by-", Terms.PERMISSIVE),
    ("lgpl", Terms.WEAK_COPYLEFT), ("lppl-", Terms.WEAK_COPYLEFT), ("mpl-", Terms.WEAK_COPYLEFT), ("epl-", Terms.WEAK_COPYLEFT),
    ("cddl-", Terms.WEAK_COPYLEFT), ("eupl-", Terms.STRONG_COPYLEFT), ("osl-", Terms.NETWORK_COPYLEFT),
    ("agpl-", Terms.NETWORK_COPYLEFT), ("gpl-", Terms.STRONG_COPYLEFT),
)  # fmt: skip
# Names that the hub uses and SPDX does not have: terms that say what a model must not be used for.
_HUB_NAMES = ("openrail", "bigscience-", "creativeml-openrail", "bigcode-openrail", "llama", "gemma", "deepfloyd-if",
              "intel-research", "apple-a", "fair-noncommercial", "c-uda", "grok2-community")  # fmt: skip
_NON_COMMERCIAL_NAMES = ("intel-research", "apple-a", "fair-noncommercial", "deepfloyd-if")

_FREEDOM = list(Terms)
"""The order above is that of freedom."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a model may be used inside a project, kept apart for the two ways of using it, and why."""

    fine_tuning: bool
    inference: bool
    reason: str

    @property
    def is_compatible(self) -> bool:
        """The question of the API: both."""
        return self.fine_tuning and self.inference


@cache
def _licensing() -> Any:
    return get_spdx_licensing()


def expression_of(model: ModelFacts) -> str:
    """Return a model's licence as its card states it, else its tags; several at once are all to be kept, "" is none.

    The hub's `other` is replaced by the card's `license_name`; what is too long for a name is `other`.
    """
    stated = [*texts(model.card.get("license"))]
    if stated == ["other"]:
        stated = [*texts(model.card.get("license_name"))] or stated
    stated = stated or [tag.removeprefix("license:") for tag in model.tags if tag.startswith("license:")]
    written = [f"({one})" if " " in one else one for one in dict.fromkeys(stated)]
    expression = " AND ".join(written)
    return normal(expression if len(expression) <= LONGEST else "other") if written else ""


def normal(expression: str) -> str:
    """Return an SPDX expression in its normal spelling (`apache-2.0` → `Apache-2.0`); what does not parse, as it is."""
    try:
        parsed = _licensing().parse(expression)
    except (ExpressionError, ValueError, AttributeError):
        return expression
    return str(parsed) if parsed is not None else expression


def terms_of(expression: str) -> Terms:
    """Return the terms of an expression: of alternatives (OR) the freest, of what holds together (AND) the strictest."""
    offered = [max((one.terms for one in offer), key=_FREEDOM.index) for offer in _alternatives(_parsed(expression))]
    return min(offered, key=_FREEDOM.index, default=Terms.UNKNOWN)


def verdict(model: str | None, project: str | None) -> Verdict:
    """Return whether a model under one licence may be fine-tuned and served inside a project under another.

    Where a side offers alternatives (OR), one that suits is enough; what holds together (AND) must all suit.
    """
    ours, theirs = _alternatives(_parsed(model or "")), _alternatives(_parsed(project or ""))
    for side, offered, told in (("model", ours, model), ("project", theirs, project)):
        if not any(all(one.terms is not Terms.UNKNOWN for one in offer) for offer in offered):
            return Verdict(fine_tuning=False, inference=False, reason=f"the {side}'s licence is not known: {told or 'none'}")
    tuning, serving = (
        any(all(may(one, other) for one in offer for other in wish) for offer in ours for wish in theirs)
        for may in (_may_tune, _may_serve)
    )
    return Verdict(tuning, serving, f"{normal(model or '')} within {normal(project or '')}")


@dataclass(frozen=True, slots=True)
class _Licence:
    """One licence of an expression: its SPDX id in lower case, and its terms."""

    key: str
    terms: Terms

    def is_any(self, *prefixes: str) -> bool:
        return self.key.startswith(prefixes)


def _may_tune(model: _Licence, project: _Licence) -> bool:
    """Tell whether a fine-tuned model, which is made from the model, may be part of the project."""
    suits = {
        Terms.PUBLIC_DOMAIN: True,
        # Apache's patent clause is a further restriction in the eyes of version 2 of the GPL, and of no later one.
        Terms.PERMISSIVE: not (model.key == "apache-2.0" and project.key == "gpl-2.0-only"),
        Terms.WEAK_COPYLEFT: True,
        Terms.SHARE_ALIKE: project.is_any(*_SUCCESSORS.get(model.key, (model.key,))),
        Terms.STRONG_COPYLEFT: project.is_any(*_SUCCESSORS.get(model.key, (model.key,))),
        Terms.NETWORK_COPYLEFT: project.is_any(*_SUCCESSORS.get(model.key, (model.key,))),
        Terms.USE_RESTRICTED: model.key == project.key,
        Terms.NON_COMMERCIAL: project.terms is Terms.NON_COMMERCIAL,
    }
    return project.terms is not Terms.UNKNOWN and suits.get(model.terms, False)


_SUCCESSORS = {
    "cc-by-sa-4.0": ("cc-by-sa-4.0", "gpl-3.0"),
    # Where no version is told, any that was ever published may be chosen.
    "gpl-1.0-or-later": ("gpl-", "agpl-3.0"),
    "gpl-2.0-only": ("gpl-2.0",),
    "gpl-2.0-or-later": ("gpl-2.0-or-later", "gpl-3.0", "agpl-3.0"),
    "gpl-3.0-only": ("gpl-2.0-or-later", "gpl-3.0", "agpl-3.0"),
    "gpl-3.0-or-later": ("gpl-2.0-or-later", "gpl-3.0", "agpl-3.0"),
    "agpl-3.0-only": ("agpl-3.0",),
    "agpl-3.0-or-later": ("agpl-3.0",),
    "eupl-1.2": ("eupl-1.2", "gpl-2.0", "gpl-3.0", "agpl-3.0"),
}
"""Under which licences a work made from one of these may be given on."""


def _may_serve(model: _Licence, project: _Licence) -> bool:
    """Tell whether the model as it is may answer requests inside the project: nothing is made from it, nothing given on."""
    if Terms.UNKNOWN in {model.terms, project.terms}:
        return False
    return model.terms is not Terms.NON_COMMERCIAL or project.terms is Terms.NON_COMMERCIAL


def _parsed(expression: str) -> Any:
    try:
        return _licensing().parse(expression) if expression.strip() else None
    except (ExpressionError, ValueError, AttributeError):
        return None


def _alternatives(node: Any) -> list[frozenset[_Licence]]:
    """Return the ways to keep to an expression, each a set of licences that hold together; at most ALTERNATIVES."""
    if node is None:
        return []
    arguments = getattr(node, "args", ())
    if not arguments:
        return [frozenset({_Licence(str(node).lower(), _known(node))})]
    found = [_alternatives(argument) for argument in arguments]
    if isinstance(node, _licensing().OR):
        return [one for offers in found for one in offers][:ALTERNATIVES]
    return [frozenset[_Licence]().union(*combined) for combined in islice(product(*found), ALTERNATIVES)]


def _known(symbol: Any) -> Terms:
    if isinstance(symbol, LicenseWithExceptionSymbol):
        base = _known(symbol.license_symbol)
        # An exception gives more freedom than the licence alone: with one for linking, copyleft ends at the file.
        return Terms.WEAK_COPYLEFT if base is Terms.STRONG_COPYLEFT else base
    key = symbol.key.lower()
    if key.startswith(_NON_COMMERCIAL_NAMES):
        return Terms.NON_COMMERCIAL
    if key.startswith(_HUB_NAMES) or "rail" in key.split("-"):
        return Terms.USE_RESTRICTED
    return next((terms for prefix, terms in _PREFIXES if key.startswith(prefix)), Terms.UNKNOWN)
