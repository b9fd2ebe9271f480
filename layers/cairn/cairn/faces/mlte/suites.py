"""MLTE's test suites, what came of them, and reports.

A validator's `bool_exp` is text to the registry: it goes out as it came in, and nothing ever decodes it.
"""

from typing import Any, Literal

from pydantic import Field

from cairn.faces.http import Answer
from cairn.faces.mlte.cards import NegotiationCardModel
from cairn.faces.mlte.evidence import EvidenceMetadata, MeasurementMetadata


class ValidatorModel(Answer):
    """What decides whether evidence passes."""

    bool_exp: str | None
    bool_exp_str: str | None
    thresholds: list[str]
    success: str | None
    failure: str | None
    default_success: str
    default_failure: str
    info: str | None
    input_types: list[str] = Field(default=[])
    creator_entity: str | None = None
    creator_function: str | None = None
    creator_args: list[Any] = Field(default=[])


class TestCaseModel(Answer):
    """A test case."""

    identifier: str
    goal: str
    qas_list: list[str] = Field(default=[])
    measurement: MeasurementMetadata | None = None
    validator: ValidatorModel | None = None
    note: str | None = None


class TestSuiteModel(Answer):
    """A test suite."""

    artifact_type: Literal["suite"] = "suite"
    test_cases: list[TestCaseModel] = Field(default=[])


class ResultModel(Answer):
    """What came of a test case."""

    type: str
    message: str
    additional_data: str
    evidence_metadata: EvidenceMetadata | None


class TestResultsModel(Answer):
    """What came of a suite, with a copy of it."""

    artifact_type: Literal["results"] = "results"
    test_suite_id: str = ""
    test_suite: TestSuiteModel
    results: dict[str, ResultModel] = Field(default={})


class CommentDescriptor(Answer):
    """A comment."""

    content: str


class ReportModel(Answer):
    """A report, with copies of what it is about."""

    artifact_type: Literal["report"] = "report"
    negotiation_card_id: str
    negotiation_card: NegotiationCardModel
    test_suite_id: str
    test_suite: TestSuiteModel
    test_results_id: str
    test_results: TestResultsModel
    comments: list[CommentDescriptor] = Field(default=[])
