"""Groups that are made. Who may change groups gives permissions to others; to themselves they come from administrators."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from cairn.access import builtin_groups, journal
from cairn.access.builtin_groups import spelled_group
from cairn.access.limits import GRANTS_LIMIT, excess
from cairn.access.naming import checked_name
from cairn.accounts import AccessEntry, Group, Role, Subject, User
from cairn.errors import GroupInvalidError, GroupMissingError, GroupTakenError, PermissionMissingError
from cairn.permissions import Caller, Grant, Method, Resource, ResourceType, may
from cairn.records import DEFAULT_PROJECT, Family, Kind, Page
from cairn.runtime.clock import now
from cairn.store.directory import DirectoryStore
from cairn.store.families import FamilyStore

ID_LIMIT = 1024
"""The most characters of a resource's id in a permission."""


class Groups:
    """The groups of a directory."""

    def __init__(self, directory: DirectoryStore, families: FamilyStore) -> None:
        """Keep them in `directory`; `families` tells what models there are."""
        self._directory = directory
        self._families = families

    def create(self, caller: Caller, name: str, grants: Sequence[Grant]) -> Group:
        """Make a group.

        Raises:
            PermissionMissingError: the caller may make none, or would be in it and is no administrator.
            GroupTakenError: there is one of this name, made or built in.
            GroupInvalidError, UserNameInvalidError: its name or a permission is not usable.
        """
        _demand(caller, Method.POST, None)
        name = spelled_group(name)
        self._demand_outsider(caller, name)
        if builtin_groups.built_in(name):
            raise GroupTakenError(name=name)
        at = now()
        group = Group(
            name=checked_name(name),
            grants=_granted(grants, (), at),
            created_at=at,
            created_by=caller.name,
            updated_at=at,
            updated_by=caller.name,
        )
        entry = journal.change(caller, Subject.GROUP, None, group)
        self._directory.add_group(group, entry)
        return group

    def update(self, caller: Caller, name: str, grants: Sequence[Grant], unsaid: Collection[ResourceType] = ()) -> Group:
        """Give a group other permissions; those that it has keep their age.

        Args:
            caller: Who wants it.
            name: The group's.
            grants: What it shall permit.
            unsaid: The types of resources that nothing was said about: what it permits on these stays.

        Raises:
            PermissionMissingError: the caller may not change it, or is in it themselves and no administrator.
            GroupMissingError: there is none of this name.
            GroupInvalidError: a permission is not usable, or the group is built in.
            DirectoryConflictError: somebody else changed it at the same time.
        """
        old = self._own(caller, Method.PUT, name)
        self._demand_outsider(caller, old.name)
        at = now()
        kept = [grant for grant in old.grants if grant.resource_type in unsaid]
        given = _granted([*grants, *kept], old.grants, at)
        new = replace(old, grants=given, revision=old.revision + 1, updated_at=at, updated_by=caller.name)
        entry = journal.change(caller, Subject.GROUP, old, new)
        self._directory.replace_group(old, new, entry)
        return new

    def delete(self, caller: Caller, name: str) -> Group:
        """Delete a group: who was in it is in it no more, also when there is a new one of the name. Raises as `update`."""
        group = self._own(caller, Method.DELETE, name)
        self._demand_outsider(caller, group.name)
        self._directory.remove_group(group, journal.change(caller, Subject.GROUP, group, None))
        return group

    def retrieve(self, caller: Caller, name: str) -> Group:
        """Return a group: one batch read; those of one model or user are there as long as that is.

        Raises:
            PermissionMissingError: the caller may not see it, whether there is one or not.
            GroupMissingError: there is none of this name.
        """
        name = spelled_group(name)
        _demand(caller, Method.GET, name)
        group = builtin_groups.built_in(name)
        found = self._standing(group) if group else next(iter(self._directory.groups([name])), None)
        if found is None:
            raise GroupMissingError(name=name)
        return found

    def names(self, caller: Caller) -> list[str]:
        """Return the names of the groups of all resources of a type, and of those that were made; raises as `retrieve`."""
        _demand(caller, Method.GET, None)
        return [*builtin_groups.built_in_names(), *self._directory.group_names()]

    def all(self, caller: Caller) -> list[Group]:
        """Return the groups that `names` names; raises as `retrieve`."""
        _demand(caller, Method.GET, None)
        general = [group for name in builtin_groups.built_in_names() if (group := builtin_groups.built_in(name))]
        return [*general, *self._directory.groups(self._directory.group_names())]

    def of_user(self, user: User) -> list[Group]:
        """Return the groups that a user is in, in the order of their names' being said; raises nothing."""
        return self.of_users([user])[0]

    def of_users(self, users: Sequence[User]) -> list[list[Group]]:
        """Return the groups that each user is in; one that is gone, or was made anew since, is left out."""
        names = dict.fromkeys(one.group for user in users for one in user.memberships)
        made = [name for name in names if builtin_groups.built_in(name) is None]
        known = {group.name: group for group in self._directory.groups(made)} if made else {}
        return [[group for one in user.memberships if (group := builtin_groups.meant(one, known))] for user in users]

    def as_caller(self, user: User, asked_by: Caller) -> Caller:
        """Return a user as who they would be if they called: to tell what they may, not to let them."""
        names = [one.group for one in user.memberships if builtin_groups.built_in(one.group) is None]
        granted = builtin_groups.granted(user.memberships, self._directory.groups(names) if names else [])
        return replace(asked_by, name=user.name, id=user.id, is_admin=user.role is Role.ADMIN, grants=granted, credential="")

    def trail(self, caller: Caller, name: str, offset: str | None) -> Page[AccessEntry]:
        """Return a page of who changed a group, newest first, also of one that is deleted; raises as `retrieve`."""
        name = spelled_group(name)
        _demand(caller, Method.GET, name)
        return journal.trail(self._directory, Subject.GROUP, name, offset)

    def _standing(self, group: Group) -> Group | None:
        """Return a built-in group, None if it is of a model or user that there is not."""
        about = group.grants[0]
        if about.resource_id is None or about.resource_type not in {ResourceType.MODEL, ResourceType.USER}:
            return group
        if about.resource_type is ResourceType.USER:
            return group if self._directory.users([about.resource_id]) else None
        named = (DEFAULT_PROJECT, Kind.MODEL, about.resource_id)
        return group if self._families.get_many([named]).get(named, Family()).is_held else None

    def _demand_outsider(self, caller: Caller, name: str) -> None:
        """Let nobody but administrators say what a group permits that they are, or will be, in themselves.

        Of whom an outside issuer vouches for, only that issuer knows. Who was in a deleted group makes no new one of the name:
        whether they would be in it is a matter of two clocks.
        """
        if caller.is_admin:
            return
        user = self._directory.user(caller.name)
        if user is None or user.id != caller.id:
            raise PermissionMissingError(action="change groups: your own ones are not known here")
        if any(one.group == name for one in user.memberships):
            raise PermissionMissingError(action="change groups that you are in")

    def _own(self, caller: Caller, method: Method, name: str) -> Group:
        name = spelled_group(name)
        _demand(caller, method, name)
        if builtin_groups.built_in(name):
            raise GroupInvalidError(reason="it is built in, and permits what its name says")
        found = next(iter(self._directory.groups([name])), None)
        if found is None:
            raise GroupMissingError(name=name)
        return found


def _granted(wanted: Sequence[Grant], has: Sequence[Grant], at: str) -> tuple[Grant, ...]:
    age = {replace(grant, granted_at=""): grant.granted_at for grant in has}
    asked = list(dict.fromkeys(replace(grant, granted_at="") for grant in wanted))
    if beyond := excess(asked, has, builtin_groups.is_projects, GRANTS_LIMIT):
        raise GroupInvalidError(reason=f"permissions: {beyond}")
    for grant in asked:
        named = grant.resource_id
        if named is not None and (not named or len(named) > ID_LIMIT or not named.isprintable()):
            raise GroupInvalidError(reason="the id of a resource is empty, too long, or has control characters")
    return tuple(replace(grant, granted_at=age.get(grant, at)) for grant in asked)


def _demand(caller: Caller, method: Method, name: str | None) -> None:
    if not may(caller, method, Resource(ResourceType.GROUP, name)):
        raise PermissionMissingError(action="see groups" if method is Method.GET else "change groups")
