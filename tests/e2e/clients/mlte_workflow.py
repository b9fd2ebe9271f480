"""MLTE's published client, doing its work: run in its own environment, prints what happened as JSON.

Reads BASE_URL, OWNER and OTHER (each "name:password"), and MODEL, whose name is made up without. The owner begins a
model, documents and tests it, searches and tidies up; the other tries the same on that model, and begins one of their own.
"""

import json
import os
import platform
from uuid import uuid4

from mlte.artifact.type import ArtifactType
from mlte.context.model import Version
from mlte.evidence.artifact import Evidence
from mlte.evidence.types.array import Array
from mlte.evidence.types.image import Image
from mlte.evidence.types.integer import Integer
from mlte.evidence.types.opaque import Opaque
from mlte.evidence.types.real import Real
from mlte.evidence.types.string import String
from mlte.measurement.external_measurement import ExternalMeasurement
from mlte.measurement.units import Units
from mlte.negotiation.artifact import NegotiationCard
from mlte.negotiation.model import (
    DataDescriptor,
    GoalDescriptor,
    LabelDescriptor,
    MetricDescriptor,
    ModelDescriptor,
    ModelResourcesDescriptor,
    SystemDescriptor,
)
from mlte.negotiation.qas import QASDescriptor
from mlte.report.artifact import CommentDescriptor, Report
from mlte.results.test_results import TestResults
from mlte.session.session import get_session, set_context, set_store
from mlte.store.query import AndFilter, IdentifierFilter, OrFilter, Query, TypeFilter
from mlte.suite.test_case import TestCase
from mlte.suite.test_suite import TestSuite
from mlte.validation.test_suite_validator import TestSuiteValidator

SCHEME, _, HOST = os.environ["BASE_URL"].partition("://")
MODEL, VERSION = os.environ.get("MODEL") or f"walk/{uuid4().hex[:8]}", "v 1.ü"
PIXEL = bytes.fromhex("89504e470d0a1a0a") + os.urandom(64)
found: dict[str, object] = {"python": platform.python_version()}


def be(person: str) -> None:
    """Use the store as somebody, the way that MLTE documents."""
    set_store(f"{SCHEME}://{os.environ[person]}@{HOST}")


def refused(action: object, *arguments: object, **named: object) -> str | None:
    """The client's own name for why something was refused."""
    try:
        action(*arguments, **named)  # type: ignore[operator]
    except Exception as error:  # noqa: BLE001 - the name is what is looked at
        return type(error).__name__
    return None


def artifacts():
    """What speaks to the store: what `save` and `load` use."""
    return get_session().stores.artifact_store.session().artifact_mapper


be("OWNER")
set_context(MODEL, VERSION, lazy=False)

# --- the card -------------------------------------------------------------------------------------------------------------
card = NegotiationCard(
    system=SystemDescriptor(
        goals=[GoalDescriptor(description="Find flowers", metrics=[MetricDescriptor(description="accuracy", baseline="0.9")])],
        problem_type="Classification",
        task="Tell flowers apart",
        usage_context="A garden",
    ),
    data=[
        DataDescriptor(
            description="Flowers",
            classification="Unclassified",
            labels=[LabelDescriptor(name="rose", description="", percentage=0.5)],
        )
    ],
    model=ModelDescriptor(production_compute_resources=ModelResourcesDescriptor(cpu="1", gpu_memory="4 GB")),
    quality_scenarios=[
        QASDescriptor(quality="Functional Correctness", stimulus="A picture", response="Its name", measure="9 of 10"),
        QASDescriptor(quality="Time Behavior", stimulus="A picture", response="Its name", measure="in 1 s"),
        QASDescriptor(quality="Explainability", stimulus="A question", response="A reason"),
    ],
)
card.save()
found["card"] = NegotiationCard.load() == card
scenarios = [scenario.identifier for scenario in card.quality_scenarios]

# --- evidence of each kind ------------------------------------------------------------------------------------------------
VALUES = {
    "how many": (Integer, (7, Units.byte)),
    "how well": (Real, (0.93,)),
    "what": (Opaque, ({"rose": 1, "nested": {"list": [1.5, None, "ü"]}},)),
    "picture": (Image, (PIXEL,)),
    "series": (Array, ([1, 2.5, "three"],)),
    "words/all": (String, ("a rose is a rose — 玫瑰",)),
}
evidence = {}
for case, (kind, value) in VALUES.items():
    evidence[case] = ExternalMeasurement(case, kind).evaluate(*value)
    evidence[case].save()
found["evidence"] = {kind.__name__: kind.load(case) == evidence[case] for case, (kind, _) in VALUES.items()}
found["taken"] = refused(evidence["how well"].save)
better = ExternalMeasurement("how well", Real).evaluate(0.95)
better.save(force=True)
found["overwritten"] = Real.load("how well").value

# --- a suite, results, a report -------------------------------------------------------------------------------------------
measured = {case: ExternalMeasurement(case, VALUES[case][0]) for case in ("how well", "how many")}
suite = TestSuite(
    test_cases=[
        TestCase("how well", "It is right", [scenarios[0]], measured["how well"], Real.greater_or_equal_to(0.9)),
        TestCase("how many", "It is small", [scenarios[1]], measured["how many"], Integer.less_than(5, Units.byte)),
        TestCase("words/all", "It explains", [scenarios[2]], validator=String.contains("rose")),
    ]
)
# `suite.save()` raises TypeError in this client, whatever the server is; what it would have called does not.
found["suite.save"] = refused(suite.save)
artifacts().write_artifact_with_header(MODEL, VERSION, suite.to_model())
loaded = TestSuite.load()
found["suite"] = loaded == suite

validator = TestSuiteValidator(loaded)
validator.add_evidence_list([better, evidence["how many"], evidence["words/all"]])
results = validator.validate()
results.save()
found["results"] = TestResults.load() == results
found["verdicts"] = {case: type(result).__name__ for case, result in TestResults.load().results.items()}

report = Report(comments=[CommentDescriptor(content="Good enough for a garden.")])
report.save()
found["report"] = Report.load(report.identifier) == report

# --- search ---------------------------------------------------------------------------------------------------------------
HERE = (MODEL, VERSION)


def searched(wanted) -> list[str]:
    return sorted(one.header.identifier for one in artifacts().search(Query(filter=wanted), HERE))


found["all"] = len(artifacts().search(Query(), HERE))
found["by type"] = {kind.value: len(searched(TypeFilter(item_type=kind))) for kind in ArtifactType}
found["by identifier"] = searched(IdentifierFilter(id="evidence.words/all"))
either = OrFilter(filters=[IdentifierFilter(id="card.default"), IdentifierFilter(id="evidence.picture")])
found["nested"] = searched(AndFilter(filters=[TypeFilter(item_type="evidence"), either]))
found["creators"] = sorted({one.header.creator for one in artifacts().search(Query(), HERE)})
found["load_all"] = refused(Evidence.load_all)

# --- the template of a suite runs -----------------------------------------------------------------------------------------
storage = artifacts().storage
path = "/".join(one.replace("/", "---") for one in (MODEL, "version", VERSION, "artifact", "card.default", "suite_template"))
answer = storage.client.get(f"{storage.resource_url}/{path}")
storage.client.raise_for_response(answer)
made: dict[str, TestSuite] = {}
exec(answer.json(), made)  # noqa: S102 - that it runs is what is looked at
found["template"] = [case.quality_scenarios for case in made["suite"].test_cases.values()] == [[one] for one in scenarios]

# --- versions, models, deleting ------------------------------------------------------------------------------------------
session = get_session().stores.artifact_store.session()
session.version_mapper.create(Version(identifier="v2"), MODEL)
found["versions"] = sorted(session.version_mapper.list_all(MODEL)) == sorted([VERSION, "v2"])
session.version_mapper.delete("v2", MODEL)
found["left"] = [one.identifier for one in session.model_mapper.read(MODEL).versions] == [VERSION]
artifacts().delete("evidence.picture", HERE)
found["deleted"] = refused(Image.load, "picture")

# --- somebody else --------------------------------------------------------------------------------------------------------
be("OTHER")
set_context(MODEL, VERSION)
found["other"] = {
    "load": refused(NegotiationCard.load),
    "save": refused(evidence["what"].save, force=True),
    "search": refused(searched, TypeFilter(item_type="card")),
    "delete": refused(artifacts().delete, "card.default", HERE),
}
set_context(f"other-{MODEL}", "v1", lazy=False)
evidence["what"].save()
found["own"] = Opaque.load("what") == evidence["what"]
get_session().stores.artifact_store.session().model_mapper.delete(f"other-{MODEL}")

# --- the owner's model ends; they can sign in still ------------------------------------------------------------------------
be("OWNER")
get_session().stores.artifact_store.session().model_mapper.delete(MODEL)
set_context(MODEL, VERSION)
found["gone"] = refused(NegotiationCard.load)
set_context(MODEL, VERSION, lazy=False)
found["anew"] = [one.header.identifier for one in artifacts().search(Query(), HERE)]
get_session().stores.artifact_store.session().model_mapper.delete(MODEL)
print(json.dumps(found))
