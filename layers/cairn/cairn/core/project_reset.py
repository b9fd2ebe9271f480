"""Projects emptied and deleted: their runs, their data directories, themselves."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from cairn.accounts import Subject
from cairn.core import journal
from cairn.core.projects import Projects
from cairn.core.runs import Runs
from cairn.errors import (
    ProjectConflictError,
    ProjectInUseError,
    ProjectMissingError,
    RunConflictError,
    RunMissingError,
    StoreBusyError,
)
from cairn.permissions import Caller
from cairn.records import DEFAULT_PROJECT
from cairn.runtime.clock import moment_of
from cairn.store.data_directories import DataDirectoryStore, DirectoryRacedError
from cairn.store.projects import ProjectStore
from cairn.store.runs import RunStore

_AT_ONCE = 100


class ProjectReset:
    """Deletes what lies in projects beside versions, and the projects."""

    def __init__(self, projects: Projects, runs: Runs, stores: tuple[ProjectStore, RunStore, DataDirectoryStore]) -> None:
        """Delete by these; the stores are where they look."""
        self._projects = projects
        self._runs = runs
        self._listed, self._run_store, self._directories = stores

    def forget(self, caller: Caller, before: str, may_go_on: Callable[[], bool]) -> int | None:
        """Delete what was made before the moment of the id `before`; a project in which something was begun since stays.

        Returns:
            None when all is deleted, else how many were before `may_go_on` said no.
        """
        deleted, is_left = 0, False
        for delete in self._deletions(caller, moment_of(before), may_go_on):
            if not may_go_on():
                return deleted
            try:
                delete()
            except (StoreBusyError, ProjectConflictError, RunConflictError):
                is_left = True  # A run with more values than there was time for, or something that others delete, too.
            else:
                deleted += 1
        return deleted if is_left else None

    def _deletions(self, caller: Caller, moment: str, may_go_on: Callable[[], bool]) -> Iterator[Callable[[], None]]:
        listed = [one.id for one in self._listed.all()]
        for project_id in [*listed, DEFAULT_PROJECT]:
            for run_id in self._doomed_runs(project_id, moment):
                yield partial(self._delete_run, caller, run_id, may_go_on)
            for directory_id in self._doomed_directories(project_id, moment):
                yield partial(self._delete_directory, caller, directory_id)
        for start in range(0, len(listed), _AT_ONCE):
            for project in self._listed.get_many(listed[start : start + _AT_ONCE]):
                if project.created_at <= moment:
                    yield partial(self._delete_project, caller, project.id)

    def _doomed_runs(self, project_id: str, moment: str) -> Iterator[str]:
        after: str | None = ""
        while after is not None:
            page, after = self._run_store.listed(project_id, after, _AT_ONCE)
            yield from (run.id for run in self._run_store.get_many([one for _, one in page]) if run.created_at <= moment)

    def _doomed_directories(self, project_id: str, moment: str) -> Iterator[str]:
        ids = [entry.id for entry in self._directories.all(project_id)]
        for start in range(0, len(ids), _AT_ONCE):
            found = self._directories.get_many(ids[start : start + _AT_ONCE])
            yield from (directory.id for directory in found if directory.created_at <= moment)

    def _delete_run(self, caller: Caller, run_id: str, may_go_on: Callable[[], bool]) -> None:
        with suppress(RunMissingError):
            self._runs.delete(caller, run_id, may_go_on)

    def _delete_directory(self, caller: Caller, directory_id: str) -> None:
        while directory := self._directories.get(directory_id):
            entry = journal.change(caller, Subject.DATA_DIRECTORY, directory.id, directory, None)
            with suppress(DirectoryRacedError):
                self._directories.remove(directory, entry)
                return

    def _delete_project(self, caller: Caller, project_id: str) -> None:
        with suppress(ProjectMissingError, ProjectInUseError):
            self._projects.delete(caller, project_id)
