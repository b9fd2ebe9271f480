"""Projects: made, found, changed and deleted, and who may what in them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from cairn import permissions
from cairn.access.collaborators import LIMIT, Collaborators
from cairn.access.groups import Groups
from cairn.access.principals import Principals
from cairn.access.users import Profile
from cairn.core.projects import DEFAULT, ProjectDraft, Projects
from cairn.errors import (
    CollaboratorInvalidError,
    PermissionMissingError,
    ProjectFixedError,
    ProjectInUseError,
    ProjectMissingError,
)
from cairn.permissions import Caller, Grant, Method, Resource, ResourceType, may
from cairn.records import Kind
from cairn.store import keys
from cairn.store.projects import ProjectStore, is_closed, passes
from cairn.store.table import ConditionsFailedError

DRAFT = ProjectDraft(name="vision", storage_integration_fqn="local")


@pytest.fixture
def held():
    return set()


@pytest.fixture
def store(place):
    return ProjectStore(place.directory._table)


@pytest.fixture
def projects(place, store, held):
    return Projects(store, Collaborators(place.directory), {"artifacts": held.__contains__})


@pytest.fixture
def as_user(place, make):
    """Who somebody is, with the permissions of now."""

    def caller(name):
        if place.directory.user(name) is None:
            make(name, email=f"{name}@example.org")
        principal = Principals(place.directory).named(name)
        user = principal.user
        return Caller(name, is_admin=False, face="test", id=user.id, grants=principal.grants, email=user.email)

    return caller


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


def test_whoever_makes_it_administers_it_and_others_do_not_see_it(projects, as_user):
    made = projects.create_or_update(as_user("ada"), DRAFT)
    ada, bob = as_user("ada"), as_user("bob")
    assert [(one.subject, one.role) for one in made.collaborators] == [("user:ada@example.org", "mlf-project-admin")]
    inside = permissions.family(Kind.MODEL, made.id, "x", "somebody", "")
    assert all(may(ada, method, inside) for method in Method)
    assert not any(may(bob, method, inside) for method in Method)
    assert projects.page(bob, 0, 10) == ([DEFAULT], 1)
    assert projects.page(bob, 0, 10, "vision") == ([], 0)
    for find in (
        lambda: projects.get(bob, made.id),
        lambda: projects.find(bob, "vision"),
        lambda: projects.delete(bob, made.id),
    ):
        with pytest.raises(ProjectMissingError):
            find()
    with pytest.raises(PermissionMissingError):
        projects.create_or_update(bob, DRAFT)


@pytest.mark.parametrize(
    ("role", "methods"),
    [
        ("mlf-project-viewer", {Method.GET}),
        ("mlf-project-member", {Method.GET}),
        ("mlf-project-editor", {Method.GET, Method.POST, Method.PUT, Method.DELETE}),
        ("mlf-project-admin", set(Method)),
    ],
)
def test_a_role_permits_what_it_says_to_users_and_teams(projects, place, admin, as_user, role, methods):
    as_user("bob")
    Groups(place.directory).create(admin, "painters", [])
    place.users.create(admin, Profile(name="cy", groups=("painters",)), "cy")
    wanted = [("user:bob", role), ("team:painters", role)]
    made = projects.create_or_update(as_user("ada"), replace(DRAFT, collaborators=wanted))
    inside = permissions.within(made.id)
    for who in ("bob", "cy"):
        assert {method for method in Method if may(as_user(who), method, inside)} == methods
        assert {method for method in Method if may(as_user(who), method, permissions.project(made))} == methods


def test_who_is_a_collaborator_no_more_may_no_more(projects, place, admin, as_user):
    ada, _ = as_user("ada"), as_user("bob")
    Groups(place.directory).create(admin, "painters", [Grant(ResourceType.MODEL, Method.GET)])
    both = [("user:bob", "mlf-project-editor"), ("team:painters", "mlf-project-viewer")]
    made = projects.create_or_update(ada, replace(DRAFT, collaborators=both))
    projects.create_or_update(ada, replace(DRAFT, collaborators=[("user:bob", "mlf-project-viewer")]))
    bob = as_user("bob")
    assert [method for method in Method if may(bob, method, permissions.within(made.id))] == [Method.GET]
    assert [grant.resource_type for grant in place.directory.groups(["painters"])[0].grants] == [ResourceType.MODEL]
    projects.delete(ada, made.id)
    assert not may(as_user("bob"), Method.GET, permissions.within(made.id))
    assert not any("project-2" in one.group for name in ("ada", "bob") for one in place.directory.user(name).memberships)


def test_what_is_not_said_of_collaborators_leaves_them(projects, as_user):
    ada, _ = as_user("ada"), as_user("bob")
    made = projects.create_or_update(ada, replace(DRAFT, collaborators=[("user:bob", "mlf-project-viewer")]))
    assert projects.create_or_update(ada, replace(DRAFT, description="x")).collaborators == made.collaborators


def test_the_one_who_made_it_stays_its_administrator(projects, as_user):
    ada = as_user("ada")
    projects.create_or_update(ada, DRAFT)
    left = projects.create_or_update(ada, replace(DRAFT, collaborators=[("user:ada", "mlf-project-viewer")]))
    assert [(one.name, one.role) for one in left.collaborators] == [("ada", "mlf-project-admin")]


@pytest.mark.parametrize(
    ("subject", "role"),
    [
        ("user:nobody", "mlf-project-viewer"),
        ("user:bob@example.org", "mlf-project-viewer"),
        ("team:nobody", "mlf-project-viewer"),
        ("team:read-model", "mlf-project-viewer"),
        ("virtualaccount:x", "mlf-project-viewer"),
        ("user:", "mlf-project-viewer"),
        ("bob", "mlf-project-viewer"),
        ("user:bob", "owner"),
    ],
)
def test_collaborators_who_are_nobody_are_refused(projects, as_user, subject, role):
    ada, _ = as_user("ada"), as_user("bob")
    with pytest.raises(CollaboratorInvalidError):
        projects.create_or_update(ada, replace(DRAFT, collaborators=[(subject, role)]))


def test_an_address_keeps_meaning_whom_it_meant(projects, place, admin, as_user):
    ada = as_user("ada")
    made = projects.create_or_update(ada, replace(DRAFT, collaborators=[("user:ada@example.org", "mlf-project-admin")]))
    place.users.create(admin, Profile(name="eve", email="ada@example.org"), "eve")
    told = [(one.subject, one.role) for one in made.collaborators]
    assert projects.create_or_update(admin, replace(DRAFT, collaborators=told)).collaborators == made.collaborators
    assert not may(as_user("eve"), Method.GET, permissions.within(made.id))


def test_too_many_collaborators_are_refused_and_as_many_as_fit_are_taken(projects, make, as_user):
    ada = as_user("ada")
    for number in range(LIMIT):
        make(f"u{number}")
    wanted = [(f"user:u{number}", "mlf-project-viewer") for number in range(LIMIT)]
    with pytest.raises(CollaboratorInvalidError):
        projects.create_or_update(ada, replace(DRAFT, collaborators=[*wanted, ("user:ada", "mlf-project-viewer")]))
    made = projects.create_or_update(ada, replace(DRAFT, collaborators=wanted[1:]))
    projects.delete(ada, made.id)


def test_somebody_from_an_outside_issuer_gets_an_entry_without_a_password(projects, place):
    grants = (Grant(ResourceType.PROJECT, Method.POST),)
    zoe = Caller("oidc:zoe@example.org", is_admin=False, face="test", id="oidc:1", grants=grants, email="zoe@example.org")
    wanted = [("user:zoe@example.org", "mlf-project-admin")]
    made = projects.create_or_update(zoe, replace(DRAFT, collaborators=wanted))
    granted = Principals(place.directory).named(zoe.name).grants
    assert may(replace(zoe, grants=granted), Method.PUT, permissions.family(Kind.MODEL, made.id, "x", "other", ""))
    assert place.directory.sign_in(zoe.name, "here")[1] is None


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
    def tries_to_begin(project_id):
        for begun in range(64):
            with pytest.raises(ConditionsFailedError):
                store._table.write(passes(project_id, str(begun)))
        return False

    projects = Projects(store, Collaborators(place.directory), {"artifacts": tries_to_begin})
    ada = as_user("ada")
    projects.delete(ada, projects.create_or_update(ada, DRAFT).id)


def test_one_who_deletes_leaves_the_gates_to_one_who_came_later(store, place, as_user):
    made = Projects(store, Collaborators(place.directory), {}).create_or_update(as_user("ada"), DRAFT)
    store.close(made, "first")
    store.close(made, "second")
    store.reopen(made, "first")
    with pytest.raises(ConditionsFailedError):
        store._table.write(passes(made.id, "x"))
    store.reopen(made, "second")
    store._table.write(passes(made.id, "x"))


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


def test_to_change_it_takes_more_than_to_change_what_is_in_it(projects, as_user):
    as_user("bob")
    made = projects.create_or_update(as_user("ada"), replace(DRAFT, collaborators=[("user:bob", "mlf-project-editor")]))
    bob = as_user("bob")
    with pytest.raises(PermissionMissingError):
        projects.create_or_update(bob, replace(DRAFT, description="x"))
    with pytest.raises(PermissionMissingError):
        projects.delete(bob, made.id)
    assert not may(bob, Method.POST, Resource(ResourceType.PROJECT, "3"))


def test_every_change_is_audited(projects, store, as_user):
    ada = as_user("ada")
    made = projects.create_or_update(ada, DRAFT)
    projects.create_or_update(ada, replace(DRAFT, description="x"))
    projects.delete(ada, made.id)
    entries, _ = store._table.query(keys.access_audit_partition("project", made.id), limit=10)
    assert [entry["action"]["S"] for entry in entries] == ["CREATE", "UPDATE", "DELETE"]
