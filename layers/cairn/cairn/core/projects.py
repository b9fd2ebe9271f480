"""Projects, which TrueFoundry calls ML repos: what versions, runs and data directories lie in, and who may use it.

The default project is there without being written: everybody sees it, nobody can delete it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from cairn import permissions
from cairn.accounts import Subject
from cairn.core import journal
from cairn.errors import (
    CairnError,
    PermissionMissingError,
    ProjectConflictError,
    ProjectFixedError,
    ProjectInUseError,
    ProjectMissingError,
    StoreBusyError,
)
from cairn.permissions import Caller, Method, Resource, ResourceType, may
from cairn.projects import Collaborator, Project
from cairn.records import DEFAULT_PROJECT
from cairn.runtime.clock import new_id, now
from cairn.store.accounts import audited
from cairn.store.projects import ListedProject, ProjectChangedError, ProjectStore
from cairn.store.table import Write

DEFAULT = Project(id=DEFAULT_PROJECT, name=DEFAULT_PROJECT, storage_integration_fqn="default")
_NUMBER = re.compile(r"[1-9][0-9]{0,9}", re.ASCII)
_TRIES = 10
_KNOWN = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectDraft:
    """What a caller says about a project."""

    name: str
    storage_integration_fqn: str
    description: str | None = None
    owned_by: str | None = None
    collaborators: Sequence[tuple[str, str]] | None = None
    """Subject and role of each; None leaves them as they are."""


class Plan(Protocol):
    """What makes permissions what a list of collaborators says."""

    @property
    def collaborators(self) -> tuple[Collaborator, ...]:
        """The collaborators as they will be."""

    def writes(self, project: Project) -> list[Write]:
        """Return what has to be written, in the project's own transaction: nothing where all is so already."""


class Members(Protocol):
    """The directory, as far as projects give permissions in it."""

    def plan(self, caller: Caller, old: Project | None, wanted: Sequence[tuple[str, str]] | None) -> Plan:
        """Return what has to be done.

        Args:
            caller: Who asks; who makes a project is one of its collaborators.
            old: The project as it stands, None for a new one.
            wanted: Subject and role of each collaborator, None for those that there are, none for a project that goes.

        Raises:
            CollaboratorInvalidError: one of them is nobody, or there are too many.
        """


Holds = Mapping[str, Callable[[str], bool]]
"""What can lie in a project, by its name in the plural: each tells whether a project has any."""


class Projects:
    """The projects of a registry."""

    def __init__(self, store: ProjectStore, members: Members, holds: Holds) -> None:
        """Keep projects in `store`; `members` gives permissions, `holds` says what may not be there when one is deleted."""
        self._store = store
        self._members = members
        self._holds = holds
        self._known: dict[str, Project] = {DEFAULT_PROJECT: DEFAULT}

    # --- for what lies in projects: no permission is asked ----------------------------------------------------------

    def named(self, name: str) -> Project:
        """Return the project of a name: one read.

        Raises:
            ProjectMissingError: there is none.
        """
        found = self._store.named(name) or (DEFAULT if name == DEFAULT.name else None)
        if found is None:
            raise ProjectMissingError(name=name)
        return found

    def by_id(self, project_id: str) -> Project:
        """Return a project; its id, name and owner never change, so a process reads it once. The rest may be out of date.

        Raises:
            ProjectMissingError: there is none, as far as this process knows.
        """
        found = self._known.get(project_id) or self._read(project_id)
        if found is None:
            raise ProjectMissingError(name=project_id)
        if len(self._known) >= _KNOWN:
            self._known = {DEFAULT_PROJECT: DEFAULT}
        self._known[project_id] = found
        return found

    def closed(self, project: Project) -> CairnError:
        """Return why nothing begins in a project whose gates are closed: one read."""
        return closed(self._store, project)

    # --- for callers ------------------------------------------------------------------------------------------------

    def find(self, caller: Caller, name: str) -> Project:
        """Return the project of a name: one read.

        Raises:
            ProjectMissingError: there is none, or none that the caller may see.
        """
        found = self.named(name)
        if not is_seen(caller, found):
            raise ProjectMissingError(name=name)
        return found

    def get(self, caller: Caller, project_id: str) -> Project:
        """Return a project, as it stands now: one read.

        Raises:
            ProjectMissingError: there is none, or none that the caller may see.
        """
        found = self._read(project_id)
        if found is None or not is_seen(caller, found):
            raise ProjectMissingError(name=project_id)
        return found

    def page(self, caller: Caller, offset: int, limit: int, name: str | None = None) -> tuple[list[Project], int]:
        """Return a page of the projects that the caller may see, newest first, and how many there are.

        The list is read whole, since each caller sees another one: one query for some 8,000 projects, and one batch read
        for each 100 of the page. With a name: one read.
        """
        if name is not None:
            found = self._store.named(name) or (DEFAULT if name == DEFAULT.name else None)
            seen = [found] if found and is_seen(caller, found) else []
            return seen[offset : offset + limit], len(seen)
        ids = [entry.id for entry in self._store.all() if may(caller, Method.GET, _resource(entry))] + [DEFAULT.id]
        wanted = ids[offset : offset + limit]
        page = self._store.get_many(wanted)
        if DEFAULT.id in wanted and not any(project.id == DEFAULT.id for project in page):
            page.append(DEFAULT)
        return page, len(ids)

    def create_or_update(self, caller: Caller, draft: ProjectDraft, *, dry_run: bool = False) -> Project:
        """Make the project of a name, or change it to what the draft says; what is so already is not written again.

        Returns:
            The project; after a dry run, which writes nothing, as it would be: one that would be new has the id 0.

        Raises:
            PermissionMissingError: the caller may not make projects, or not administer this one.
            ProjectFixedError: its storage cannot change.
            CollaboratorInvalidError: a collaborator is nobody, or there are too many.
            ProjectConflictError: others were faster, ten times.
        """
        for _ in range(_TRIES):
            old = self._store.named(draft.name) or (DEFAULT if draft.name == DEFAULT.name else None)
            try:
                return self._made(caller, draft, dry_run) if old is None else self._changed(caller, old, draft, dry_run)
            except ProjectChangedError:
                continue
        raise ProjectConflictError(name=draft.name)

    def delete(self, caller: Caller, project_id: str) -> Project:
        """Delete a project that holds nothing. Its number is not given out again, its name may be.

        Raises:
            ProjectMissingError: there is none, or none that the caller may see.
            PermissionMissingError: the caller may see it, not administer it.
            ProjectFixedError: it is the default one.
            ProjectInUseError: something lies in it.
            ProjectConflictError: others were faster, ten times.
        """
        for _ in range(_TRIES):
            project = self.get(caller, project_id)
            _demand(caller, project)
            if project.id == DEFAULT_PROJECT:
                raise ProjectFixedError(name=project.name, reason="it cannot be deleted")
            try:
                self._removed(caller, project)
            except ProjectChangedError:
                continue
            self._known.pop(project_id, None)
            return project
        raise ProjectConflictError(name=project_id)

    def _read(self, project_id: str) -> Project | None:
        if project_id == DEFAULT.id:
            return self._store.get(project_id) or DEFAULT
        return self._store.get(project_id) if _NUMBER.fullmatch(project_id) else None

    def _made(self, caller: Caller, draft: ProjectDraft, dry_run: bool) -> Project:  # noqa: FBT001 - from one place
        if not may(caller, Method.POST, Resource(ResourceType.PROJECT)):
            raise PermissionMissingError(action="make an ML repo")
        plan = self._members.plan(caller, None, draft.collaborators or ())
        at = now()
        project = Project(
            id="0",
            name=draft.name,
            storage_integration_fqn=draft.storage_integration_fqn,
            description=draft.description,
            collaborators=plan.collaborators,
            owned_by=draft.owned_by,
            owner=caller.id,
            created_at=at,
            created_by=caller.name,
            updated_at=at,
            updated_by=caller.name,
            revision=1,
        )
        if dry_run:
            return project

        def along(placed: Project) -> list[Write]:
            return [_told(caller, None, placed), *plan.writes(placed)]

        return self._store.add(project, along)

    def _changed(self, caller: Caller, old: Project, draft: ProjectDraft, dry_run: bool) -> Project:  # noqa: FBT001 - as above
        _demand(caller, old)
        if draft.storage_integration_fqn != old.storage_integration_fqn:
            reason = f"its storage_integration_fqn is {old.storage_integration_fqn} and cannot change"
            raise ProjectFixedError(name=old.name, reason=reason)
        plan = self._members.plan(caller, old, draft.collaborators)
        new = replace(old, description=draft.description, owned_by=draft.owned_by, collaborators=plan.collaborators)
        more = plan.writes(old)
        if new == old and not more:
            return old
        new = replace(new, revision=old.revision + 1, updated_at=now(), updated_by=caller.name)
        if not dry_run:
            self._store.replace(old, new, [_told(caller, old, new), *more])
        return new

    def _removed(self, caller: Caller, project: Project) -> None:
        # Most who delete one that is not empty did not know: for them no gate is closed that others begin something behind.
        self._check_empty(project)
        token = new_id()
        self._store.close(project, token)
        try:
            self._check_empty(project)
        except ProjectInUseError:
            self._store.reopen(project, token)
            raise
        plan = self._members.plan(caller, replace(project, created_by=""), ())
        try:
            self._store.remove(project, token, [_told(caller, project, None), *plan.writes(project)])
        except ProjectChangedError:
            if self._store.get(project.id) is not None:  # Behind one that is gone the gates stay closed.
                self._store.reopen(project, token)
            raise

    def _check_empty(self, project: Project) -> None:
        held = [what for what, holds in self._holds.items() if holds(project.id)]
        if held:
            raise ProjectInUseError(name=project.name, holds=" and ".join(held))


def closed(store: ProjectStore, project: Project) -> CairnError:
    """Return why nothing begins in a project whose gates are closed: it is gone, or somebody may not get to delete it."""
    return ProjectMissingError(name=project.name) if store.get(project.id) is None else StoreBusyError()


def is_seen(caller: Caller, project: Project) -> bool:
    """Tell whether a caller may know of a project: everybody of the default one."""
    return project.id == DEFAULT_PROJECT or may(caller, Method.GET, permissions.project(project))


def _demand(caller: Caller, project: Project) -> None:
    if not may(caller, Method.ANY, permissions.project(project)):
        raise PermissionMissingError(action=f"administer the ML repo {project.name}")


def _resource(entry: ListedProject) -> Resource:
    return Resource(ResourceType.PROJECT, entry.id, entry.owner)


def _told(caller: Caller, old: Project | None, new: Project | None) -> Write:
    project = new or old or DEFAULT
    return audited(journal.change(caller, Subject.PROJECT, project.id, old, new))
