"""Data directories: folders without versions, whose files clients put, get and delete as they like."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cairn import permissions
from cairn.accounts import Subject
from cairn.core import journal, paths, staging
from cairn.core.projects import Projects
from cairn.core.staging import URL_SECONDS, Multipart
from cairn.errors import (
    DirectoryChangedError,
    DirectoryForeignError,
    DirectoryMissingError,
    DirectorySourceFixedError,
    PermissionMissingError,
    ProjectMissingError,
)
from cairn.permissions import Caller, Method, Resource, may
from cairn.projects import Project
from cairn.records import Action, Json
from cairn.runtime.clock import new_id, now
from cairn.store.data_directories import DataDirectoryStore, DirectoryRacedError
from cairn.store.runs import ProjectClosedError
from cairn.store.trees import Child, Trees
from cairn.training import DataDirectory

_TRIES = 10
_PATHS_TOLD = 20
"""The most paths that an audit entry names; how many there were, it always says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryDraft:
    """What a caller says about a data directory."""

    project: str
    """The project's name."""
    name: str
    description: str | None = None
    metadata: Mapping[str, Json] = field(default_factory=dict)
    source: str | None = None
    """Where its files are, None for the registry's own bucket; what `DataDirectories.address` told means that as well."""
    is_external: bool = False


class DataDirectories:
    """The data directories of a registry. Who may do something to a project may do it to those in it."""

    def __init__(self, store: DataDirectoryStore, projects: Projects, trees: Trees) -> None:
        """Keep them in a table, their files in a bucket."""
        self._store = store
        self._projects = projects
        self._trees = trees

    def address(self, directory: DataDirectory) -> str:
        """Return where the files of a data directory are."""
        return directory.source or self._trees.address(directory.id)

    def get(self, caller: Caller, directory_id: str) -> DataDirectory:
        """Return a data directory: one read.

        Raises:
            DirectoryMissingError: there is none, or none that the caller may see.
        """
        found = self._store.get(directory_id)
        if found is None or not may(caller, Method.GET, _resource(found)):
            raise DirectoryMissingError(id=directory_id)
        return found

    def named(self, caller: Caller, project: str, name: str) -> DataDirectory | None:
        """Return the data directory of a name, in a project given by its name: three reads; None if none is seen."""
        try:
            place = self._projects.find(caller, project)
        except ProjectMissingError:
            return None
        return self._seen(caller, self._store.named(place.id, name))

    def page(
        self, caller: Caller, project_id: str | None, name: str | None, offset: int, limit: int
    ) -> tuple[list[DataDirectory], int]:
        """Return a page of the data directories that the caller may see, newest first, and how many there are.

        Args:
            caller: Who asks.
            project_id: The project that they are in; None for all that the caller may see, one after the other.
            name: Their name; None for any.
            offset: How many to pass over.
            limit: The most to return.

        One query for each project (one more for each 5,000 that it has), and one batch read for each 100 of the page; by
        name two reads for each project.
        """
        projects = self._places(caller, project_id)
        if name is not None:
            named = (self._seen(caller, self._store.named(project.id, name)) for project in projects)
            found = [one for one in named if one is not None]
            return found[offset : offset + limit], len(found)
        ids = [
            entry.id
            for project in projects
            for entry in self._store.all(project.id)
            if may(caller, Method.GET, permissions.within(project.id, entry.owner))
        ]
        return self._store.get_many(ids[offset : offset + limit]), len(ids)

    def create_or_update(self, caller: Caller, draft: DirectoryDraft) -> DataDirectory:
        """Make the data directory of a name, or change what is said of it; what is so already is not written again.

        Raises:
            ProjectMissingError: there is no such project, or none that the caller may see.
            PermissionMissingError: the caller may not make one there, or not change this one.
            DirectorySourceFixedError: its files lie elsewhere than the draft says.
            DirectoryChangedError: others were faster, ten times.
        """
        project = self._projects.find(caller, draft.project)
        for _ in range(_TRIES):
            old = self._store.named(project.id, draft.name)
            try:
                return self._made(caller, project, draft) if old is None else self._changed(caller, old, draft)
            except DirectoryRacedError:
                continue
            except ProjectClosedError:
                raise self._projects.closed(project) from None
        raise DirectoryChangedError(name=draft.name)

    def delete(self, caller: Caller, directory_id: str) -> None:
        """Delete a data directory; its files are swept once it is gone, for nobody could reach them.

        Raises:
            DirectoryMissingError, PermissionMissingError, DirectoryChangedError: as `create_or_update`.
        """
        for _ in range(_TRIES):
            directory = self._at_hand(caller, Method.DELETE, directory_id)
            entry = journal.change(caller, Subject.DATA_DIRECTORY, directory.id, directory, None)
            try:
                self._store.remove(directory, entry)
            except DirectoryRacedError:
                continue
            return
        raise DirectoryChangedError(name=directory_id)

    # --- its files ------------------------------------------------------------------------------------------------

    def children(
        self, caller: Caller, directory_id: str, folder: str, limit: int, after: str | None
    ) -> tuple[list[Child], str | None]:
        """Return a page of what lies directly in a folder now, and where to go on: one read, and one call of S3.

        Raises:
            DirectoryMissingError: as `get`.
            DirectoryForeignError: its files are not ours to list.
            FilePathInvalidError: see `cairn.core.paths`.
            CursorInvalidError: `after` is not where a page ended.
        """
        start = paths.checked_folder(folder)
        directory = self._ours(self.get(caller, directory_id))
        return self._trees.children(directory.id, start, limit, after)

    def download_urls(self, caller: Caller, directory_id: str, wanted: Sequence[str]) -> list[str]:
        """Return where to get files, in their order: one read, and one write that says that the caller did.

        Nothing is asked of the bucket: what is not there is answered 404 by S3. Raises as `children`.
        """
        safe = [paths.checked(path) for path in wanted]
        directory = self._ours(self.get(caller, directory_id))
        self._note(caller, Action.DOWNLOAD, directory, "downloaded", safe)
        return [self._trees.download_url(directory.id, path, URL_SECONDS) for path in safe]

    def upload_urls(self, caller: Caller, directory_id: str, wanted: Sequence[str]) -> list[str]:
        """Return where to put files, in their order: one read, and one write that says that the caller may.

        Raises:
            PermissionMissingError: the caller may see it, not change it.
            DirectoryMissingError, DirectoryForeignError, FilePathInvalidError: as `children`.
        """
        safe = [paths.checked(path) for path in wanted]
        directory = self._ours(self._at_hand(caller, Method.PUT, directory_id))
        self._note(caller, Action.UPDATE, directory, "uploads", safe)
        return [self._trees.upload_url(directory.id, path, URL_SECONDS) for path in safe]

    def multipart(self, caller: Caller, directory_id: str, path: str, parts: int) -> Multipart:
        """Begin an upload in parts, one call of S3 more; otherwise as `upload_urls`."""
        safe = paths.checked(path)
        directory = self._ours(self._at_hand(caller, Method.PUT, directory_id))
        self._note(caller, Action.UPDATE, directory, "uploads", [safe])
        return staging.begun(self._trees, directory.id, safe, parts)

    def delete_files(self, caller: Caller, directory_id: str, doomed: Sequence[str]) -> None:
        """Delete files; those that are not there are fine. One call of S3; otherwise as `upload_urls`."""
        safe = [paths.checked(path) for path in doomed]
        directory = self._ours(self._at_hand(caller, Method.PUT, directory_id))
        self._note(caller, Action.UPDATE, directory, "deleted", safe)
        self._trees.delete(directory.id, safe)

    def _made(self, caller: Caller, project: Project, draft: DirectoryDraft) -> DataDirectory:
        if not may(caller, Method.POST, permissions.beginning(project)):
            raise PermissionMissingError(action=f"make a data directory in the ML repo {project.name}")
        if draft.source is not None and not draft.is_external:
            raise DirectorySourceFixedError(name=draft.name, source="chosen here, leave its uri away")
        at = now()
        made = DataDirectory(
            id=new_id(),
            project=project.id,
            name=draft.name,
            description=draft.description,
            metadata=draft.metadata,
            source=draft.source,
            owner=caller.id,
            created_at=at,
            created_by=caller.name,
            updated_at=at,
            updated_by=caller.name,
        )
        self._store.add(made, journal.change(caller, Subject.DATA_DIRECTORY, made.id, None, made))
        return made

    def _changed(self, caller: Caller, old: DataDirectory, draft: DirectoryDraft) -> DataDirectory:
        if not may(caller, Method.PUT, _resource(old)):
            raise PermissionMissingError(action=f"change the data directory {old.name}")
        said = draft.source or self._trees.address(old.id)
        if draft.is_external is (old.source is None) or said != self.address(old):
            raise DirectorySourceFixedError(name=old.name, source=self.address(old))
        new = replace(old, description=draft.description, metadata=draft.metadata)
        if new == old:
            return old
        new = replace(new, revision=old.revision + 1, updated_at=now(), updated_by=caller.name)
        self._store.replace(old, new, journal.change(caller, Subject.DATA_DIRECTORY, old.id, old, new))
        return new

    def _places(self, caller: Caller, project_id: str | None) -> Iterable[Project]:
        if project_id is None:
            return self._projects.page(caller, 0, 1_000)[0]
        try:
            return [self._projects.get(caller, project_id)]
        except ProjectMissingError:
            return []

    def _seen(self, caller: Caller, found: DataDirectory | None) -> DataDirectory | None:
        return found if found and may(caller, Method.GET, _resource(found)) else None

    def _at_hand(self, caller: Caller, method: Method, directory_id: str) -> DataDirectory:
        directory = self.get(caller, directory_id)
        if not may(caller, method, _resource(directory)):
            raise PermissionMissingError(action=f"do this to the data directory {directory.name}")
        return directory

    def _ours(self, directory: DataDirectory) -> DataDirectory:
        if directory.source is not None:
            raise DirectoryForeignError(name=directory.name, uri=directory.source)
        return directory

    def _note(self, caller: Caller, action: Action, directory: DataDirectory, word: str, files: Sequence[str]) -> None:
        told: dict[str, Json] = {word: len(files), "paths": list(files[:_PATHS_TOLD])}
        revision = directory.revision
        self._store.note(journal.entry(caller, action, Subject.DATA_DIRECTORY, directory.id, told, revision, revision))


def _resource(directory: DataDirectory) -> Resource:
    return permissions.within(directory.project, directory.owner)
