"""Collaborators of projects are permissions: a user's membership in a project's built-in groups, a group's own grants.

A user is named by name. An address is taken for the caller's own alone: everybody may write any address into their own
entry, and would be given what was meant for its owner.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cairn.access import builtin_groups, journal
from cairn.access.limits import GRANTS_LIMIT, GROUPS_LIMIT, excess
from cairn.access.naming import OUTSIDE, spelled
from cairn.accounts import Group, Membership, Role, Subject, User
from cairn.errors import CollaboratorInvalidError
from cairn.permissions import Caller, Grant, Method, ResourceType
from cairn.projects import Collaborator, Project
from cairn.runtime.clock import new_id, now
from cairn.store.directory import DirectoryStore, group_changes, moved, user_changes
from cairn.store.table import Write

LIMIT = 45
"""The most collaborators of a project, and of changes at once: each is two items of the project's transaction."""

ADMIN = "mlf-project-admin"
_EDIT = (Method.GET, Method.POST, Method.PUT, Method.DELETE)
ROLES: dict[str, tuple[Method, ...]] = {
    ADMIN: (Method.ANY,),
    "mlf-project-editor": _EDIT,
    "mlf-project-member": (Method.GET,),
    "mlf-project-viewer": (Method.GET,),
}
"""What each role may do in a project: to administer it takes `Method.ANY`."""
_GROUPS = {(Method.ANY,): ("administer",), _EDIT: ("read", "edit"), (Method.GET,): ("read",)}


@dataclass(frozen=True, slots=True)
class Membering:
    """What is to be done so that permissions are what a project's collaborators say: a `Plan` of `cairn.core.projects`."""

    caller: Caller
    collaborators: tuple[Collaborator, ...]
    users: tuple[User, ...]
    """Whoever was or will be a collaborator, as they stand."""
    groups: tuple[Group, ...]
    newcomer: User | None
    """The caller, if they come from an outside issuer and the directory does not have them yet."""

    def writes(self, project: Project) -> list[Write]:
        """Return what has to be written in the project's transaction: nothing where all is so already.

        Raises:
            CollaboratorInvalidError: it is too much for one transaction, or for one user or group.
        """
        at = now()
        users = [(old, new) for old in self.users if (new := self._user(old, project, at)) != old]
        groups = [(group, given) for group in self.groups if (given := self._group(group, project, at)) != group]
        if len(users) + len(groups) + bool(self.newcomer) > LIMIT:
            raise CollaboratorInvalidError(subject=f"list of {project.name}", reason=f"change at most {LIMIT} at a time")
        writes = [write for old, new in users for write in self._user_changes(old, new)]
        writes += [write for group, given in groups for write in self._group_changes(group, given)]
        if self.newcomer:
            new = self._user(self.newcomer, project, at)
            writes += user_changes(None, new, journal.change(self.caller, Subject.USER, None, new))
        return [*writes, moved()] if writes else []

    def _user_changes(self, old: User, new: User) -> list[Write]:
        new = replace(new, revision=old.revision + 1, updated_at=now(), updated_by=self.caller.name)
        return user_changes(old, new, journal.change(self.caller, Subject.USER, old, new))

    def _group_changes(self, old: Group, new: Group) -> list[Write]:
        new = replace(new, revision=old.revision + 1, updated_at=now(), updated_by=self.caller.name)
        return group_changes(old, new, journal.change(self.caller, Subject.GROUP, old, new))

    def _methods(self, name: str, *, is_team: bool) -> tuple[Method, ...]:
        for one in self.collaborators:
            if one.name == name and one.is_team is is_team:
                return ROLES[one.role]
        return ()

    def _user(self, user: User, project: Project, at: str) -> User:
        given = _GROUPS.get(self._methods(user.name, is_team=False), ())
        wanted = [builtin_groups.of_one(what, ResourceType.PROJECT, project.id) for what in given]
        known = {builtin_groups.of_one(what, ResourceType.PROJECT, project.id) for what in ("read", "edit", "administer")}
        kept = tuple(one for one in user.memberships if one.group not in known or one.group in wanted)
        has = {one.group for one in kept}
        memberships = (*kept, *(Membership(name, at) for name in wanted if name not in has))
        names, before = ([one.group for one in some] for some in (memberships, user.memberships))
        if beyond := excess(names, before, builtin_groups.gives_project, GROUPS_LIMIT):
            raise CollaboratorInvalidError(subject=user.name, reason=f"groups: {beyond}")
        return replace(user, memberships=memberships)

    def _group(self, group: Group, project: Project, at: str) -> Group:
        def is_here(grant: Grant) -> bool:
            return grant.resource_type is ResourceType.PROJECT and grant.resource_id == project.id

        wanted = self._methods(group.name, is_team=True)
        kept = tuple(grant for grant in group.grants if not is_here(grant) or grant.method in wanted)
        has = {grant.method for grant in kept if is_here(grant)}
        grants = (*kept, *(Grant(ResourceType.PROJECT, one, project.id, at) for one in wanted if one not in has))
        if beyond := excess(grants, group.grants, builtin_groups.is_projects, GRANTS_LIMIT):
            raise CollaboratorInvalidError(subject=group.name, reason=f"permissions: {beyond}")
        return replace(group, grants=grants)


class Collaborators:
    """The directory, as far as projects give permissions in it: the `Members` of `cairn.core.projects`."""

    def __init__(self, directory: DirectoryStore) -> None:
        """Give permissions in `directory`."""
        self._directory = directory

    def plan(self, caller: Caller, old: Project | None, wanted: Sequence[tuple[str, str]] | None) -> Membering:
        """Return what has to be done; see `cairn.core.projects.Members`."""
        before = old.collaborators if old else ()
        named = before if wanted is None else tuple(_named(caller, before, subject, role) for subject, role in wanted)
        _check(named)
        creator = caller.name if old is None else old.created_by
        names = dict.fromkeys(one.name for one in (*before, *named) if not one.is_team) | ({creator: None} if creator else {})
        users = {user.name: user for user in self._directory.users(names)} if names else {}
        groups = self._directory.groups(dict.fromkeys(one.name for one in (*before, *named) if one.is_team))
        if creator and (creator in users or creator == caller.name):
            named = _with_creator(named, before, caller, creator)
        if wanted is not None:
            _check_known(named, {*users, caller.name}, {group.name for group in groups})
        is_new = caller.name not in users and caller.id.startswith(OUTSIDE) and _is_among(named, caller.name)
        return Membering(caller, named, tuple(users.values()), tuple(groups), _newcomer(caller) if is_new else None)


def _named(caller: Caller, before: Sequence[Collaborator], subject: str, role: str) -> Collaborator:
    """Return whom a subject means: whom it meant when it was written first; the caller, by their own address; else a name."""
    kind, _, who = subject.partition(":")
    if kind not in {"user", "team"} or not who:
        raise CollaboratorInvalidError(subject=subject, reason="send user:<name> or team:<group>")
    if role not in ROLES:
        raise CollaboratorInvalidError(subject=subject, reason=f"role_id must be one of {', '.join(ROLES)}")
    known = next((one.name for one in before if one.subject == subject), None)
    if known is None:
        known = caller.name if kind == "user" and caller.email and who == caller.email else spelled(who)
    return Collaborator(subject, role, known)


def _check(named: Sequence[Collaborator]) -> None:
    if len(named) > LIMIT:
        raise CollaboratorInvalidError(subject=named[LIMIT].subject, reason=f"{LIMIT} is the most of a repo: make a group")
    seen: set[tuple[str, bool]] = set()
    for one in named:
        if (one.name, one.is_team) in seen:
            raise CollaboratorInvalidError(subject=one.subject, reason="it is named twice")
        seen.add((one.name, one.is_team))


def _check_known(named: Sequence[Collaborator], users: set[str], groups: set[str]) -> None:
    for one in named:
        if one.name not in (groups if one.is_team else users):
            kind = "group" if one.is_team else "user"
            raise CollaboratorInvalidError(subject=one.subject, reason=f"there is no {kind} of the name {one.name}")


def _is_among(named: Sequence[Collaborator], user: str) -> bool:
    return any(one.name == user and not one.is_team for one in named)


def _with_creator(
    named: tuple[Collaborator, ...], before: Sequence[Collaborator], caller: Caller, creator: str
) -> tuple[Collaborator, ...]:
    """Return collaborators with the one who made the project among them, as an administrator of it."""
    told = next((one for one in (*named, *before) if one.name == creator and not one.is_team), None)
    subject = told.subject if told else f"user:{(caller.email if creator == caller.name else '') or creator}"
    others = tuple(one for one in named if one.name != creator or one.is_team)
    return (Collaborator(subject, ADMIN, creator), *others)


def _newcomer(caller: Caller) -> User:
    """Return an entry for a caller from an outside issuer, for their memberships to hang on.

    It has no password, and is not listed among the users: it stands for nothing but what their name is permitted.
    """
    at = now()
    return User(
        id=new_id(),
        name=caller.name,
        role=Role.REGULAR,
        email=caller.email or None,
        created_at=at,
        created_by=caller.name,
        updated_at=at,
        updated_by=caller.name,
    )
