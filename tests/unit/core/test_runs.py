"""Runs: begun, reported on, searched and deleted."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from cairn.core.run_search import RunQuery
from cairn.core.runs import Logged, RunDraft
from cairn.errors import (
    ParameterFixedError,
    PermissionMissingError,
    ProjectInUseError,
    ProjectMissingError,
    RunMissingError,
)
from cairn.permissions import Caller, Grant, Method, ResourceType
from cairn.store import keys
from cairn.training import Measurement, RunStatus

ADA = Caller("ada", is_admin=False, face="test", id="u-ada", grants=(Grant(ResourceType.ARTIFACT, Method.POST),))
BOB = Caller("bob", is_admin=False, face="test", id="u-bob")
LOST = replace(ADA, grants=())


def values(*numbers, step=0, at=1):
    return [("loss", Measurement(number, at + place, step)) for place, number in enumerate(numbers)]


def test_a_run_is_what_was_said_of_it(runs, begin, caller):
    run = begin("first", tags={"a": "b"}, description="try")
    found = runs.get(caller, run.id)
    assert found == run
    assert (found.name, found.status, found.tags, found.description) == ("first", RunStatus.RUNNING, {"a": "b"}, "try")


def test_a_name_that_is_taken_gets_something_behind_it(begin, runs, caller):
    first = begin("svm")
    second = begin("svm", started_at=1_700_000_000_001)
    assert second.id != first.id
    assert second.name.startswith("svm-")
    assert len(second.name) == len("svm-") + 6
    assert begin("svm") == first
    assert begin("svm", who=replace(caller, id="another")).id != first.id


def test_what_it_reports_is_kept_with_the_last_value_of_each_metric(runs, begin, caller):
    run = begin("first")
    runs.log(caller, run.id, Logged(metrics=values(0.5), parameters={"lr": "0.1"}, tags={"k": "v"}))
    runs.log(caller, run.id, Logged(metrics=values(0.25, 1e308, -1e-300, step=7)))
    runs.log(caller, run.id, Logged(metrics=values(0.9, step=3)))
    found = runs.get(caller, run.id)
    assert (found.parameters, found.tags) == ({"lr": "0.1"}, {"k": "v"})
    assert found.metrics == {"loss": Measurement(-1e-300, 3, 7)}
    assert [(one.step, one.value) for one in runs.history(caller, run.id)["loss"]] == [
        (0, 0.5), (3, 0.9), (7, 0.25), (7, 1e308), (7, -1e-300),
    ]  # fmt: skip
    assert runs.history(caller, run.id, ["loss", "none"], 3) == {"loss": [Measurement(0.9, 1, 3)], "none": []}


def test_steps_sort_as_numbers_from_the_lowest_to_the_highest(runs, begin, caller):
    run = begin("first")
    steps = [2**63 - 1, -(2**63), 0, -1, 10, 9]
    for step in steps:
        runs.log(caller, run.id, Logged(metrics=values(1.0, step=step)))
    assert [one.step for one in runs.history(caller, run.id)["loss"]] == sorted(steps)
    assert [one.step for one in runs.history(caller, run.id, step=-1)["loss"]] == [-1]


def test_sending_the_same_again_adds_nothing(runs, begin, caller):
    run = begin("first")
    logged = Logged(metrics=values(0.5, 0.25), parameters={"lr": "0.1"})
    runs.log(caller, run.id, logged)
    runs.log(caller, run.id, logged)
    assert len(runs.history(caller, run.id)["loss"]) == 2


def test_a_thousand_values_at_once_take_several_transactions(runs, begin, caller, calls):
    run = begin("first")
    many = [(f"m{number}", Measurement(float(number), 1)) for number in range(1_000)]
    calls.clear()
    runs.log(caller, run.id, Logged(metrics=many, parameters={"lr": "1"}))
    assert calls.count("TransactWriteItems") == 11
    assert runs.get(caller, run.id).metrics == dict(many)
    assert sum(map(len, runs.history(caller, run.id).values())) == 1_000


def test_one_report_is_a_read_and_a_transaction(runs, begin, caller, calls):
    run = begin("first")
    calls.clear()
    runs.log(caller, run.id, Logged(metrics=values(0.5)))
    assert calls == ["GetItem", "TransactWriteItems"]


def test_only_so_many_values_are_told_the_last_ones(runs, begin, caller, monkeypatch):
    monkeypatch.setattr("cairn.core.runs.VALUES_LIMIT", 3)
    run = begin("first")
    runs.log(caller, run.id, Logged(metrics=values(1.0, 2.0, 3.0, 4.0, 5.0)))
    assert [one.value for one in runs.history(caller, run.id)["loss"]] == [3.0, 4.0, 5.0]


def test_many_who_report_at_once_lose_nothing(runs, begin, caller):
    run = begin("first")
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: runs.log(caller, run.id, Logged(metrics=[(f"m{n}", Measurement(1.0, 1))])), range(12)))
    found = runs.get(caller, run.id)
    assert set(found.metrics) == {f"m{number}" for number in range(12)}
    assert found.revision == 13


def test_a_parameter_keeps_its_value(runs, begin, caller):
    run = begin("first")
    runs.log(caller, run.id, Logged(parameters={"lr": "0.1"}))
    runs.log(caller, run.id, Logged(parameters={"lr": "0.1", "depth": "3"}))
    with pytest.raises(ParameterFixedError):
        runs.log(caller, run.id, Logged(parameters={"lr": "0.2"}))
    assert runs.get(caller, run.id).parameters == {"lr": "0.1", "depth": "3"}


def test_tags_come_and_go(runs, begin, caller):
    run = begin("first", tags={"a": "1"})
    runs.log(caller, run.id, Logged(tags={"a": "2", "b": "3"}))
    runs.untag(caller, run.id, "b")
    runs.untag(caller, run.id, "b")
    assert runs.get(caller, run.id).tags == {"a": "2"}


def test_it_ends_as_it_says(runs, begin, caller):
    run = begin("first")
    ended = runs.update(caller, run.id, status=RunStatus.FAILED, ended_at=9)
    assert (ended.status, ended.ended_at, ended.revision) == (RunStatus.FAILED, 9, 2)
    assert runs.update(caller, run.id, description="oh") == runs.get(caller, run.id)


def test_deleting_takes_it_and_all_its_values(runs, begin, caller, run_store, projects, vision):
    run = begin("first")
    runs.log(caller, run.id, Logged(metrics=[(f"m{number % 3}", Measurement(1.0, number)) for number in range(350)]))
    with pytest.raises(ProjectInUseError, match="runs"):
        projects.delete(caller, vision)
    runs.delete(caller, run.id)
    with pytest.raises(RunMissingError):
        runs.get(caller, run.id)
    assert run_store.named(vision, "first") is None
    assert [run_store.history(run.id, f"m{number}", 10) for number in range(3)] == [[], [], []]
    projects.delete(caller, vision)
    with pytest.raises(ProjectMissingError):
        begin("second")


def test_who_may_what(runs, search, begin, vision, projects):
    project = RunDraft(project=vision, name="x")
    with pytest.raises(ProjectMissingError):
        runs.begin(BOB, project)
    reader = replace(BOB, grants=(Grant(ResourceType.PROJECT, Method.GET, vision),))
    with pytest.raises(PermissionMissingError):
        runs.begin(reader, project)
    editor = replace(BOB, id="u-ed", grants=(*reader.grants, Grant(ResourceType.PROJECT, Method.POST, vision)))
    mine = runs.begin(editor, project)
    runs.log(editor, mine.id, Logged(tags={"a": "b"}))
    assert runs.get(reader, mine.id).tags == {"a": "b"}
    for refused in (lambda: runs.log(reader, mine.id, Logged(tags={"a": "c"})), lambda: runs.delete(reader, mine.id)):
        with pytest.raises(PermissionMissingError):
            refused()
    with pytest.raises(RunMissingError):
        runs.get(BOB, mine.id)
    assert search.named(BOB, "vision", "x") is None
    assert search.named(reader, "vision", "x").id == mine.id


def test_in_the_default_project_those_who_may_create_artifacts_begin_runs_of_their_own(runs, search):
    mine = runs.begin(ADA, RunDraft(project="default", name="x"))
    with pytest.raises(PermissionMissingError):
        runs.begin(BOB, RunDraft(project="default", name="y"))
    assert runs.get(LOST, mine.id) == mine
    assert search.page(ADA, RunQuery(projects=("default",))).items == [mine]
    assert search.page(BOB, RunQuery(projects=("default",))).items == []


def test_changes_are_audited(runs, begin, caller, run_store):
    run = begin("first")
    runs.log(caller, run.id, Logged(metrics=values(0.5)))
    runs.update(caller, run.id, status=RunStatus.FINISHED)
    runs.delete(caller, run.id)
    trail, _ = run_store._table.query(keys.access_audit_partition("run", run.id), limit=10)
    assert [entry["action"]["S"] for entry in trail] == ["CREATE", "UPDATE", "UPDATE", "DELETE"]
