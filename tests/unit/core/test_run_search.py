"""Runs found: by filter, in an order, page by page."""

from dataclasses import replace

import pytest

from cairn.core import run_search
from cairn.core.run_search import RunQuery
from cairn.core.runs import Logged
from cairn.errors import (
    CursorInvalidError,
    ProjectMissingError,
    RunSearchInvalidError,
)
from cairn.permissions import Caller, Grant, Method, ResourceType
from cairn.training import Measurement, RunStatus

ADA = Caller("ada", is_admin=False, face="test", id="u-ada", grants=(Grant(ResourceType.ARTIFACT, Method.POST),))
BOB = Caller("bob", is_admin=False, face="test", id="u-bob")
LOST = replace(ADA, grants=())


@pytest.fixture
def three(runs, begin, caller):
    """Three runs: the names say when they began, the accuracies go the other way."""
    for number, accuracy in enumerate([0.9, 0.5, 0.1]):
        run = begin(f"r{number}", started_at=1_000 + number)
        logged = Logged(metrics=[("accuracy", Measurement(accuracy, 1))], parameters={"model": "svm" if number else "tree"})
        runs.log(caller, run.id, logged)
        runs.update(caller, run.id, status=RunStatus.FINISHED if number else RunStatus.FAILED)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", "r2 r1 r0"),
        ("metrics.accuracy > 0.1", "r1 r0"),
        ("metrics.accuracy >= 0.1 and params.model = 'svm'", "r2 r1"),
        ('metric."accuracy" < .5 AND parameters.`model` != "tree"', "r2"),
        ("params.model like 's%'", "r2 r1"),
        ("params.model LIKE 'S%'", ""),
        ("params.model ILIKE 'S_M'", "r2 r1"),
        ("params.model not like '%v%'", "r0"),
        ("params.model in ('tree', \"svm\")", "r2 r1 r0"),
        ("params.model not in ('tree')", "r2 r1"),
        ("attributes.status = 'FAILED'", "r0"),
        ("attribute.start_time <= 1001", "r1 r0"),
        ("tags.none != 'x'", ""),
        ("metrics.none < 1e9", ""),
    ],
)
def test_a_filter_finds(search, caller, vision, three, text, names):
    found = search.page(caller, RunQuery(projects=(vision,), filter=text))
    assert [run.name for run in found.items] == names.split()


@pytest.mark.parametrize(
    "text",
    ["metrics.accuracy", "metrics.accuracy > 'x'", "params.model > 'x'", "params.model = svm", "nothing.x = 'y'",
     "attributes.color = 'red'", "params.model = 'x' or params.model = 'y'", "params.model = 'x' and",
     "params.model in 'x'", "params.model in ()", "params.model in ('x' 'y')", "metrics.accuracy like 'x'", "x" * 5000,
     "params.model = 'x' params.model = 'y'"],
)  # fmt: skip
def test_a_filter_that_is_none_is_refused(search, caller, vision, text):
    with pytest.raises(RunSearchInvalidError):
        search.page(caller, RunQuery(projects=(vision,), filter=text))


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (["attribute.start_time DESC"], "r2 r1 r0"),
        (["start_time"], "r0 r1 r2"),
        (["metrics.accuracy ASC"], "r2 r1 r0"),
        (["params.model desc", "metric.accuracy DESC"], "r0 r1 r2"),
        (["metrics.none", "attributes.name"], "r0 r1 r2"),
    ],
)
def test_runs_come_in_the_order_that_is_asked_for_and_page_by_page(search, caller, vision, three, order, names):
    query = RunQuery(projects=(vision,), order_by=tuple(order))
    assert [run.name for run in search.page(caller, query).items] == names.split()
    paged, token = [], ""
    while token is not None:
        page = search.page(caller, replace(query, limit=2, token=token or None))
        paged += [run.name for run in page.items]
        token = page.offset
    assert paged == names.split()
    with pytest.raises(RunSearchInvalidError):
        search.page(caller, replace(query, order_by=("accuracy upwards",)))


def test_an_offset_skips(search, caller, vision, three):
    found = search.page(caller, RunQuery(projects=(vision,), offset=1, limit=1))
    assert [run.name for run in found.items] == ["r1"]


def test_several_projects_are_searched_together(search, begin, caller, vision, three):
    begin("other", started_at=5_000, project="default")
    found = search.page(caller, RunQuery(projects=(vision, "default"), limit=2))
    assert [run.name for run in found.items] == ["other", "r2"]
    with pytest.raises(ProjectMissingError):
        search.page(caller, RunQuery(projects=(vision, "99")))


def test_a_token_is_of_its_search(search, caller, vision, three):
    token = search.page(caller, RunQuery(projects=(vision,), limit=1)).offset
    with pytest.raises(CursorInvalidError):
        search.page(caller, RunQuery(projects=(vision,), limit=1, filter="metrics.accuracy > 0", token=token))


def test_a_search_that_reads_too_much_ends_with_what_it_has_or_says_so(search, caller, vision, three, monkeypatch):
    monkeypatch.setattr(run_search, "EXAMINED_LIMIT", 2)
    page = search.page(caller, RunQuery(projects=(vision,)))
    assert [run.name for run in page.items] == ["r2", "r1"]
    assert [run.name for run in search.page(caller, RunQuery(projects=(vision,), token=page.offset)).items] == ["r0"]
    for query in (RunQuery(projects=(vision,), filter="params.model = 'tree'"), RunQuery(projects=(vision,), offset=1)):
        with pytest.raises(RunSearchInvalidError):
            search.page(caller, query)


def test_a_page_ends_before_it_is_too_large_to_send(search, caller, vision, three, monkeypatch):
    monkeypatch.setattr(run_search, "BYTES_LIMIT", 1)
    page = search.page(caller, RunQuery(projects=(vision,)))
    assert [run.name for run in page.items] == ["r2"]
    assert page.offset is not None
