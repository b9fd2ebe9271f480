"""Projects: made, found, changed and deleted, and who may what in them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from cairn.access.collaborators import Collaborators
from cairn.core.projects import DEFAULT, ProjectDraft, Projects
from cairn.errors import (
    PermissionMissingError,
    ProjectConflictError,
    ProjectFixedError,
    ProjectInUseError,
    ProjectMissingError,
)
from cairn.store import keys
from cairn.store.projects import ProjectChangedError, ProjectStore, is_closed, passes
from cairn.store.table import ConditionsFailedError

DRAFT = ProjectDraft(name="vision", storage_integration_fqn="local")


def test_the_default_project_is_there_and_belongs_to_nobody(projects, as_user, admin):
    ada, ours = as_user("ada"), ProjectDraft(name="default", storage_integration_fqn="default", description="ours")
    assert projects.named("default") is projects.by_id("default") is projects.get(ada, "default") is DEFAULT
    assert projects.page(ada, 0, 10) == ([DEFAULT], 1)
    with pytest.raises(PermissionMissingError):
        projects.create_or_update(ada, replace(ours, description="mine"))
    changed = projects.create_or_update(
        admin, ProjectDraft(name="default", storage_integration_fqn="default", description="ours")
    )
    assert projects.page(ada, 0, 10) == ([changed], 1)
    with pytest.raises(ProjectFixedError):
        projects.delete(admin, "default")


def test_numbers_go_on_from_the_default_projects_and_are_not_given_out_twice(projects, as_user):
    ada = as_user("ada")
    first = projects.create_or_update(ada, DRAFT)
    projects.delete(ada, first.id)
    again = projects.create_or_update(ada, DRAFT)
    assert (first.id, again.id) == ("2", "3")
    with pytest.raises(ProjectMissingError):
        projects.get(ada, "2")
    assert projects.named("vision").id == "3"


def test_another_process_takes_the_number_that_is_next(projects, place, as_user):
    ada = as_user("ada")
    other = Projects(ProjectStore(place.directory._table), Collaborators(place.directory), {})
    ids = [which.create_or_update(ada, replace(DRAFT, name=f"repo-{n}")).id for n, which in enumerate([projects, other] * 3)]
    assert ids == ["2", "3", "4", "5", "6", "7"]


def test_the_same_twice_is_one_project_and_writes_once(projects, as_user):
    ada = as_user("ada")
    first = projects.create_or_update(ada, DRAFT)
    assert projects.create_or_update(ada, DRAFT) == first
    changed = projects.create_or_update(ada, replace(DRAFT, description="pictures"))
    assert (changed.id, changed.revision, changed.description) == (first.id, 2, "pictures")
    assert projects.get(ada, first.id) == projects.named("vision") == changed


def test_many_who_make_one_name_at_once_get_one_project(projects, admin):
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: projects.create_or_update(admin, DRAFT).id, range(8)))
    assert set(made) == {"2"}


def test_a_dry_run_writes_nothing(projects, as_user):
    ada = as_user("ada")
    assert projects.create_or_update(ada, DRAFT, dry_run=True).id == "0"
    with pytest.raises(ProjectMissingError):
        projects.named("vision")
    made = projects.create_or_update(ada, DRAFT)
    assert projects.create_or_update(ada, replace(DRAFT, description="x"), dry_run=True).description == "x"
    assert projects.get(ada, made.id) == made


def test_its_storage_stays(projects, as_user):
    ada = as_user("ada")
    projects.create_or_update(ada, DRAFT)
    with pytest.raises(ProjectFixedError, match="is local and cannot change"):
        projects.create_or_update(ada, replace(DRAFT, storage_integration_fqn="other"))


def test_a_project_that_holds_something_stays_and_goes_on(projects, store, held, as_user):
    ada = as_user("ada")
    made = projects.create_or_update(ada, DRAFT)
    held.add(made.id)
    with pytest.raises(ProjectInUseError, match="delete its artifacts first"):
        projects.delete(ada, made.id)
    store._table.write(passes(made.id, "anything"))
    held.clear()
    projects.delete(ada, made.id)
    with pytest.raises(ConditionsFailedError) as refused:
        store._table.write(passes(made.id, "anything"))
    assert is_closed(refused.value)


def test_nothing_begins_while_it_is_looked_at(store, place, as_user):
    begun = []

    def tries_to_begin(project_id):
        begun.append(0)
        for name in range(64):
            try:
                store._table.write(passes(project_id, str(name)))
            except ConditionsFailedError:
                continue
            begun[-1] += 1
        return False

    projects = Projects(store, Collaborators(place.directory), {"artifacts": tries_to_begin})
    ada = as_user("ada")
    projects.delete(ada, projects.create_or_update(ada, DRAFT).id)
    assert begun == [64, 0]


def test_a_deletion_that_sees_at_once_that_something_is_there_closes_nothing(projects, store, held, as_user, monkeypatch):
    ada = as_user("ada")
    made = projects.create_or_update(ada, DRAFT)
    held.add(made.id)
    closing = []
    monkeypatch.setattr(ProjectStore, "close", lambda *told: closing.append(told))
    with pytest.raises(ProjectInUseError):
        projects.delete(ada, made.id)
    assert closing == []


def test_what_begins_between_the_looks_opens_the_gates_again(store, place, as_user):
    looks = []

    def begins_late(project_id):
        looks.append(project_id)
        return len(looks) > 1

    projects = Projects(store, Collaborators(place.directory), {"artifacts": begins_late})
    ada = as_user("ada")
    made = projects.create_or_update(ada, DRAFT)
    with pytest.raises(ProjectInUseError):
        projects.delete(ada, made.id)
    store._table.write(passes(made.id, "anything"))


def test_one_who_deletes_leaves_the_gates_to_one_who_came_later(store, place, as_user):
    made = Projects(store, Collaborators(place.directory), {}).create_or_update(as_user("ada"), DRAFT)
    store.close(made, "first")
    store.close(made, "second")
    store.reopen(made, "first")
    with pytest.raises(ConditionsFailedError):
        store._table.write(passes(made.id, "x"))
    store.reopen(made, "second")
    store._table.write(passes(made.id, "x"))


def test_a_deletion_that_others_keep_from_its_end_gives_up_and_opens_the_gates_again(projects, store, as_user, monkeypatch):
    ada = as_user("ada")
    project = projects.create_or_update(ada, DRAFT)
    with monkeypatch.context() as patch:
        patch.setattr(ProjectStore, "_write", lambda *_: (_ for _ in ()).throw(ProjectChangedError))
        with pytest.raises(ProjectConflictError):
            projects.delete(ada, project.id)
    store._table.write(passes(project.id, "run"))
    projects.delete(ada, project.id)
    with pytest.raises(ConditionsFailedError):
        store._table.write(passes(project.id, "run"))


def test_who_comes_too_late_to_delete_leaves_the_gates_closed(projects, store, place, as_user):
    ada, close = as_user("ada"), ProjectStore.close
    project = projects.create_or_update(ada, DRAFT)

    class Late(ProjectStore):
        def close(self, found, token):
            projects.delete(ada, found.id)
            close(self, found, token)

    with pytest.raises(ProjectMissingError):
        Projects(Late(place.directory._table), Collaborators(place.directory), {}).delete(ada, project.id)
    with pytest.raises(ConditionsFailedError):
        store._table.write(passes(project.id, "run"))


def test_pages_are_newest_first_and_end(projects, admin):
    names = [f"repo-{number}" for number in range(5)]
    for name in names:
        projects.create_or_update(admin, replace(DRAFT, name=name))
    pages = [[project.name for project in projects.page(admin, offset, 2)[0]] for offset in (0, 2, 4, 6)]
    assert pages == [["repo-4", "repo-3"], ["repo-2", "repo-1"], ["repo-0", "default"], []]
    assert projects.page(admin, 0, 1, "repo-3")[0][0].name == "repo-3"
    assert projects.page(admin, 1, 1, "repo-3") == ([], 1)


def test_ids_that_are_no_numbers_are_nobodys(projects, admin):
    for project_id in ("counter", "list", "name#x", "0", "02", "-1", "٢"):
        with pytest.raises(ProjectMissingError):
            projects.get(admin, project_id)


def test_every_change_is_audited(projects, store, as_user):
    ada = as_user("ada")
    made = projects.create_or_update(ada, DRAFT)
    projects.create_or_update(ada, replace(DRAFT, description="x"))
    projects.delete(ada, made.id)
    entries, _ = store._table.query(keys.access_audit_partition("project", made.id), limit=10)
    assert [entry["action"]["S"] for entry in entries] == ["CREATE", "UPDATE", "DELETE"]
