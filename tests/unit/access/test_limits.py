"""How much a user or a group may be given, and by whom it is used up."""

from dataclasses import replace

import pytest

from cairn.access import journal
from cairn.access.users import Profile
from cairn.accounts import Membership
from cairn.errors import GroupInvalidError, RequestInvalidError
from cairn.permissions import Grant, Method, ResourceType


def test_being_a_collaborator_uses_up_nothing_of_the_groups_that_administrators_give(place, admin, make):
    names = [f"edit-project-{number}" for number in range(1, 1_001)]
    ada = make("ada", groups=names)
    has = [one.group for one in ada.memberships]
    after = place.users.update(admin, Profile(name="ada", groups=(*has, "read-model")))
    assert len(after.memberships) == len(has) + 1
    with pytest.raises(RequestInvalidError, match="1001 of single projects, 1000 is the most"):
        place.users.update(admin, Profile(name="ada", groups=(*has, "edit-project-9999")))
    others = tuple(f"read-model-m{number}" for number in range(101))
    with pytest.raises(RequestInvalidError, match="101, 100 is the most"):
        place.users.update(admin, Profile(name="ada", groups=others))
    assert len(place.users.update(admin, Profile(name="ada", groups=others[1:])).memberships) == 100


def test_who_is_in_too_many_groups_already_can_be_changed_but_is_given_no_more(place, admin, make):
    ada, names = make("ada"), [f"read-model-m{number}" for number in range(120)]
    more = replace(ada, memberships=tuple(Membership(name, ada.created_at) for name in names), revision=2)
    place.directory.replace_user(ada, more, None, journal.tokens(admin, "ada", {}))
    assert len(place.users.update(admin, Profile(name="ada", groups=tuple(names))).memberships) == 120
    assert len(place.users.update(admin, Profile(name="ada", groups=tuple(names[1:]))).memberships) == 119
    with pytest.raises(RequestInvalidError):
        place.users.update(admin, Profile(name="ada", groups=tuple(names)))


def test_permissions_on_single_projects_use_up_nothing_of_a_groups_others(place, admin):
    def on(resource_type, number):
        return [Grant(resource_type, Method.GET, str(one)) for one in range(number)]

    both = [*on(ResourceType.PROJECT, 1_000), *on(ResourceType.MODEL, 499)]
    place.groups.create(admin, "g", both)
    full = place.groups.update(admin, "g", [*both, Grant(ResourceType.USER, Method.GET)])
    assert len(full.grants) == 1_500
    for beyond in (ResourceType.PROJECT, ResourceType.MODEL):
        with pytest.raises(GroupInvalidError):
            place.groups.update(admin, "g", [*full.grants, Grant(beyond, Method.PUT, "1")])
    many = tuple(on(ResourceType.MODEL, 600))
    place.directory.replace_group(full, replace(full, grants=many, revision=9), journal.tokens(admin, "ada", {}))
    assert len(place.groups.update(admin, "g", many[1:]).grants) == 599
