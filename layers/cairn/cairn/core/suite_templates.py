"""The beginnings of a test suite: Python that makes one test case for each quality scenario of a negotiation card."""

import json
from collections.abc import Iterable

from cairn.documents import Document, DocumentType
from cairn.errors import DocumentUnfitError

_BEFORE = """\
from mlte.suite.test_case import TestCase  # noqa
from mlte.suite.test_suite import TestSuite

suite = TestSuite(  # noqa
    test_cases=[
"""
_AFTER = """\
    ]
)
"""


def template_of(document: Document, body: str) -> str:
    """Return the code for a negotiation card.

    Raises:
        DocumentUnfitError: the document is no card.
    """
    if document.type is not DocumentType.CARD:
        raise DocumentUnfitError(identifier=document.identifier)
    return suite_template(one.get("identifier") or "" for one in json.loads(body).get("system_requirements") or [])


def suite_template(scenarios: Iterable[str]) -> str:
    """Return the code, for the identifiers of the scenarios.

    An identifier becomes a text, whatever is in it, and never code: what one person writes into a card, another runs.
    """
    # Whatever JSON escapes within quotes, Python understands.
    cases = [
        f'        TestCase(identifier="{number}", goal="", quality_scenarios=[{json.dumps(scenario, ensure_ascii=False)}]),\n'
        for number, scenario in enumerate(scenarios, 1)
    ]
    return _BEFORE + "".join(cases) + _AFTER
