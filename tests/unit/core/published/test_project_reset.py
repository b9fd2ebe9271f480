"""A reset takes the runs, the data directories and the projects along, and nothing that came later."""

from types import SimpleNamespace

import pytest

from cairn.access.collaborators import Collaborators
from cairn.core.data_directories import DataDirectories, DirectoryDraft
from cairn.core.project_reset import ProjectReset
from cairn.core.projects import DEFAULT, ProjectDraft, Projects
from cairn.core.reset import Reset
from cairn.core.runs import Logged, RunDraft, Runs
from cairn.errors import DirectoryMissingError, RunMissingError
from cairn.records import Kind
from cairn.runtime.clock import moment_of, new_id, now
from cairn.store.data_directories import DataDirectoryStore
from cairn.store.directory import DirectoryStore
from cairn.store.families import FamilyStore
from cairn.store.projects import ProjectStore
from cairn.store.runs import RunStore
from cairn.training import Measurement


@pytest.fixture
def registry(shelf, caller):
    """What makes what a reset deletes."""
    stores = ProjectStore(shelf.table), RunStore(shelf.table), DataDirectoryStore(shelf.table)
    holds = {"versions": FamilyStore(shelf.table).holds_any, "runs": stores[1].holds_any, "directories": stores[2].holds_any}
    projects = Projects(stores[0], Collaborators(DirectoryStore(shelf.table)), holds)
    runs = Runs(stores[1], projects)

    def project(name):
        return projects.create_or_update(caller, ProjectDraft(name=name, storage_integration_fqn="x"))

    def fill(where):
        run = runs.begin(caller, RunDraft(project=where.id, name="svm"))
        runs.log(caller, run.id, Logged(metrics=[("loss", Measurement(0.5, at)) for at in range(60)]))
        directories = DataDirectories(stores[2], projects, shelf.trees)
        return run, directories.create_or_update(caller, DirectoryDraft(project=where.name, name="images"))

    directories = DataDirectories(stores[2], projects, shelf.trees)
    reset = Reset(shelf.versions, others=[ProjectReset(projects, runs, stores)])
    return SimpleNamespace(
        projects=projects, runs=runs, directories=directories, project=project, fill=fill, reset=reset, stores=stores
    )


def names(registry, caller):
    return [one.name for one in registry.projects.page(caller, 0, 100)[0]]


def test_runs_data_directories_and_projects_are_gone_and_the_default_one_is_empty(registry, shelf, caller):
    vision = registry.project("vision")
    registry.project("empty")
    shelf.logged(vision, Kind.MODEL, "n", {"a": b"a"})
    made = [registry.fill(vision), registry.fill(DEFAULT)]
    assert registry.reset.run(caller, new_id(), lambda: True) is None
    for run, directory in made:
        with pytest.raises(RunMissingError):
            registry.runs.get(caller, run.id)
        with pytest.raises(DirectoryMissingError):
            registry.directories.get(caller, directory.id)
    assert names(registry, caller) == ["default"]
    assert int(registry.project("vision").id) > int(vision.id)


def test_what_is_made_meanwhile_stays_with_its_project(registry, caller, monkeypatch):
    old, vision = registry.project("old"), registry.project("vision")
    registry.fill(old)
    before = new_id()
    monkeypatch.setattr("cairn.core.runs.now", lambda: "2999-01-01T00:00:00.000Z")
    late = registry.runs.begin(caller, RunDraft(project=vision.id, name="late"))
    monkeypatch.setattr("cairn.core.projects.now", lambda: "2999-01-01T00:00:00.000Z")
    registry.project("young")
    assert registry.reset.run(caller, before, lambda: True) is None
    assert names(registry, caller) == ["young", "vision", "default"]
    assert registry.runs.get(caller, late.id) == late


@pytest.mark.parametrize("turns", range(1, 5))
def test_cut_short_anywhere_it_goes_on_where_it_is_called_again(registry, caller, turns):
    registry.fill(registry.project("vision"))
    before, left = new_id(), iter([True] * turns + [False])
    assert registry.reset.run(caller, before, lambda: next(left, False)) is not None
    assert registry.reset.run(caller, before, lambda: True) is None
    assert names(registry, caller) == ["default"]
    assert not any(store.holds_any(DEFAULT.id) for store in registry.stores[1:])


def test_what_others_delete_at_the_same_time_is_left_and_looked_at_again(registry, caller, monkeypatch):
    registry.project("vision")
    registry.project("other")
    close = ProjectStore.close

    def closed_again(store, project, token):
        close(store, project, token)
        if project.name == "vision":
            close(store, project, new_id())

    with monkeypatch.context() as patch:
        patch.setattr(ProjectStore, "close", closed_again)
        assert registry.reset.run(caller, new_id(), lambda: True) == 1
    assert names(registry, caller) == ["vision", "default"]
    assert registry.reset.run(caller, new_id(), lambda: True) is None
    assert names(registry, caller) == ["default"]


def test_an_id_tells_when_it_was_made():
    before = now()
    assert before <= moment_of(new_id()) <= now()
