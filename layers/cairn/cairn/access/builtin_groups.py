"""Groups: named permissions. Some are built in, under names that say what they permit; the others administrators make.

Built in, as MLTE has them, for every resource type: `read-<type>`, `create-<type>`, `edit-<type>`, and for one resource
`read-<type>-<id>`, `edit-<type>-<id>`; for a project also `administer-project-<id>`. Nothing of them is stored but who
is in them.
"""

import re
from collections.abc import Iterable, Mapping

from cairn.access.naming import spelled
from cairn.accounts import Group, Membership
from cairn.errors import GrantUnknownError
from cairn.permissions import Grant, Method, ResourceType

_TYPES = "|".join(ResourceType)
_METHODS = "|".join(Method)
_BUILT_IN = re.compile(rf"(read|create|edit|administer)-({_TYPES})(?:-(.+))?", re.DOTALL)
_PERMISSION = re.compile(rf"({_TYPES})-({_METHODS})(?:-(.+))?", re.DOTALL)
NAME_LIMIT = 1_200
"""The most characters of a name: as many as that of the longest resource takes."""
_HYPHEN = "___"
"""What stands for a hyphen in a resource's id, inside the names of groups and permissions."""

_ALL_OF_TYPE = {"read": (Method.GET,), "create": (Method.POST,), "edit": (Method.PUT, Method.DELETE)}
_ONE = {"read": (Method.GET,), "edit": (Method.PUT, Method.DELETE, Method.POST), "administer": (Method.ANY,)}

NEW_USER = (
    "create-model", "create-dataset", "create-code", "create-artifact", "create-prompt", "create-agent-skill", "create-project",
    "read-custom_list", "create-custom_list", "edit-custom_list",
)  # fmt: skip
"""The groups of every new user, besides those of the user's own account."""


def built_in(name: str, granted_at: str = "") -> Group | None:
    """Return the built-in group of a name, None if it is none; what it permits of one resource was granted then."""
    said = _BUILT_IN.fullmatch(name)
    if said is None or len(name) > NAME_LIMIT or (said[3] and said[1] == "create"):
        return None
    resource_type, resource_id = ResourceType(said[2]), said[3].replace(_HYPHEN, "-") if said[3] else None
    if said[1] == "administer" and (resource_type is not ResourceType.PROJECT or resource_id is None):
        return None
    methods = _ONE[said[1]] if resource_id else _ALL_OF_TYPE[said[1]]
    age = granted_at if resource_id else ""  # What is permitted of all does not die with one.
    return Group(name=name, grants=tuple(Grant(resource_type, method, resource_id, age) for method in methods))


def built_in_names() -> list[str]:
    """Return the names of the built-in groups that concern all resources of a type."""
    return [f"{what}-{resource_type}" for resource_type in ResourceType for what in _ALL_OF_TYPE]


def of_one(what: str, resource_type: ResourceType, resource_id: str) -> str:
    """Return the name of the built-in group that permits to `read`, `edit` or `administer` one resource."""
    return f"{what}-{resource_type}-{resource_id.replace('-', _HYPHEN)}"


def spelled_group(name: str) -> str:
    """Return a group's name as it is kept: composed like a user's, but for the id of a resource, which is as it was written."""
    return name if built_in(name) else spelled(name)


def is_projects(grant: Grant) -> bool:
    """Tell whether a permission is one project's: it comes and goes with being its collaborator."""
    return grant.resource_type is ResourceType.PROJECT and grant.resource_id is not None


def gives_project(name: str) -> bool:
    """Tell whether a group is one project's: whoever may make projects puts into it whom they like."""
    group = built_in(name)
    return group is not None and is_projects(group.grants[0])


def is_told_apart(resource_id: str) -> bool:
    """Tell whether the groups of a resource are its own: `a___b` would share those of `a-b`."""
    return resource_id.replace("-", _HYPHEN).replace(_HYPHEN, "-") == resource_id


def permission_text(grant: Grant) -> str:
    """Return a permission as MLTE writes it: `<type>-<method>`, for one resource with its id."""
    named = "" if grant.resource_id is None else f"-{grant.resource_id.replace('-', _HYPHEN)}"
    return f"{grant.resource_type}-{grant.method}{named}"


def permission(text: str) -> Grant:
    """Return the permission that a text names.

    Raises:
        GrantUnknownError: it names none.
    """
    said = _PERMISSION.fullmatch(text)
    if said is None:
        raise GrantUnknownError(text=text)
    return Grant(ResourceType(said[1]), Method(said[2]), said[3].replace(_HYPHEN, "-") if said[3] else None)


def general_permissions() -> list[Grant]:
    """Return all permissions that concern all resources of a type."""
    return [Grant(resource_type, method) for resource_type in ResourceType for method in Method]


def meant(membership: Membership, made: Mapping[str, Group]) -> Group | None:
    """Return the group that a membership is in: built in, or one of these; None if that one is gone, or made since."""
    group = built_in(membership.group, membership.since) or made.get(membership.group)
    return group if group and membership.since >= group.created_at else None


def granted(memberships: Iterable[Membership], made: Iterable[Group]) -> tuple[Grant, ...]:
    """Return what memberships permit: of the built-in groups, and of those of the made ones that were not made since."""
    known = {group.name: group for group in made}
    found: dict[Grant, None] = {}
    for membership in memberships:
        if group := meant(membership, known):
            found |= dict.fromkeys(group.grants)
    return tuple(found)
