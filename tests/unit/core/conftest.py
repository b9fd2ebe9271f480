"""A registry with a project that runs lie in."""

import pytest

from cairn.access.collaborators import Collaborators
from cairn.core.projects import ProjectDraft, Projects
from cairn.core.run_search import RunSearch
from cairn.core.runs import RunDraft, Runs
from cairn.store.directory import DirectoryStore
from cairn.store.projects import ProjectStore
from cairn.store.runs import RunStore
from cairn.store.table import Table
from fixtures.aws import TABLE
from fixtures.documents import AT, Shelf


@pytest.fixture
def run_store(client):
    return RunStore(Table(client, TABLE))


@pytest.fixture
def projects(client, run_store):
    table = Table(client, TABLE)
    return Projects(ProjectStore(table), Collaborators(DirectoryStore(table)), {"runs": run_store.holds_any})


@pytest.fixture
def vision(projects, caller):
    return projects.create_or_update(caller, ProjectDraft(name="vision", storage_integration_fqn="x")).id


@pytest.fixture
def runs(run_store, projects):
    return Runs(run_store, projects)


@pytest.fixture
def search(run_store, projects):
    return RunSearch(run_store, projects)


@pytest.fixture
def begin(runs, caller, vision):
    def one(name, started_at=1_700_000_000_000, who=caller, project=vision, **more):
        return runs.begin(who, RunDraft(project=project, name=name, started_at=started_at, **more))

    return one


@pytest.fixture
def shelf(deployment):
    return Shelf()


@pytest.fixture
def made(shelf, caller):
    shelf.documented.create(caller, AT.model)
    shelf.documented.add_version(caller, AT.model, AT.version)
    shelf.spent()
    return shelf
