"""Collaborators: who may what in a project, from when and until when."""

from dataclasses import replace

import pytest

from cairn import permissions
from cairn.access import limits
from cairn.access.collaborators import LIMIT
from cairn.access.principals import Principals
from cairn.access.users import Profile
from cairn.core.projects import DEFAULT, ProjectDraft
from cairn.errors import (
    CollaboratorInvalidError,
    PermissionMissingError,
    ProjectMissingError,
)
from cairn.permissions import Caller, Grant, Method, Resource, ResourceType, may
from cairn.records import Kind

DRAFT = ProjectDraft(name="vision", storage_integration_fqn="local")


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
    place.groups.create(admin, "painters", [])
    place.users.create(admin, Profile(name="cy", groups=("painters",)), "cy")
    wanted = [("user:bob", role), ("team:painters", role)]
    made = projects.create_or_update(as_user("ada"), replace(DRAFT, collaborators=wanted))
    inside = permissions.within(made.id)
    for who in ("bob", "cy"):
        assert {method for method in Method if may(as_user(who), method, inside)} == methods
        assert {method for method in Method if may(as_user(who), method, permissions.project(made))} == methods


def test_who_is_a_collaborator_no_more_may_no_more(projects, place, admin, as_user):
    ada, _ = as_user("ada"), as_user("bob")
    place.groups.create(admin, "painters", [Grant(ResourceType.MODEL, Method.GET)])
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


def test_to_change_it_takes_more_than_to_change_what_is_in_it(projects, as_user):
    as_user("bob")
    made = projects.create_or_update(as_user("ada"), replace(DRAFT, collaborators=[("user:bob", "mlf-project-editor")]))
    bob = as_user("bob")
    with pytest.raises(PermissionMissingError):
        projects.create_or_update(bob, replace(DRAFT, description="x"))
    with pytest.raises(PermissionMissingError):
        projects.delete(bob, made.id)
    assert not may(bob, Method.POST, Resource(ResourceType.PROJECT, "3"))


def test_a_team_is_meant_however_its_name_is_typed(projects, place, admin, as_user):
    place.groups.create(admin, "caf\u00e9", [])
    made = projects.create_or_update(as_user("ada"), replace(DRAFT, collaborators=[("team:cafe\u0301", "mlf-project-viewer")]))
    assert made.collaborators[-1].name == "caf\u00e9"


def test_nobody_is_a_collaborator_of_more_than_a_thousand_projects(projects, place, admin, as_user, monkeypatch):
    monkeypatch.setattr(limits, "PROJECTS_LIMIT", 2)
    as_user("bob")
    place.groups.create(admin, "painters", [Grant(ResourceType.MODEL, method) for method in Method])
    both = [("user:bob", "mlf-project-viewer"), ("team:painters", "mlf-project-viewer")]
    for name in ("one", "two"):
        projects.create_or_update(admin, replace(DRAFT, name=name, collaborators=both))
    for collaborator in both:
        with pytest.raises(CollaboratorInvalidError, match="3 of single projects, 2 is the most"):
            projects.create_or_update(admin, replace(DRAFT, name="three", collaborators=[collaborator]))
