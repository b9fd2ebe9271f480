"""Runs: what a training was given, what it measured, and how it ended."""

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from secrets import token_hex
from typing import Any

from cairn import permissions
from cairn.accounts import Subject
from cairn.core import journal
from cairn.core.projects import Projects
from cairn.errors import (
    ParameterFixedError,
    PermissionMissingError,
    RunConflictError,
    RunMissingError,
    StoreBusyError,
)
from cairn.permissions import Caller, Method, Resource, may
from cairn.records import Action, Json
from cairn.runtime.clock import new_id, now
from cairn.store.runs import VALUES_AT_ONCE, NameHeldError, ProjectClosedError, RunChangedError, RunStore
from cairn.training import Measurement, Run, RunStatus

VALUES_LIMIT = 50_000
"""The most values of metrics that one answer tells: some four megabytes."""
_TRIES = 24
_SECONDS_TO_DELETE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDraft:
    """What a caller says about a run that begins."""

    project: str
    name: str
    started_at: int | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """What a run reports."""

    metrics: Sequence[tuple[str, Measurement]] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)


class Runs:
    """The runs of a registry. They have no permissions of their own: who may do something to a project may to its runs."""

    def __init__(self, store: RunStore, projects: Projects) -> None:
        """Keep runs in `store`."""
        self._store = store
        self._projects = projects

    def get(self, caller: Caller, run_id: str) -> Run:
        """Return a run: one read.

        Raises:
            RunMissingError: there is none, or none that the caller may see.
        """
        run = self._store.get(run_id)
        if run is None or not may(caller, Method.GET, _resource(run)):
            raise RunMissingError(id=run_id)
        return run

    def begin(self, caller: Caller, draft: RunDraft) -> Run:
        """Begin a run: one read and one transaction. Where its name is taken, it gets one with something behind it.

        The same run by the same user at the same millisecond is one that was begun already, by a request whose answer
        got lost: that is returned.

        Raises:
            ProjectMissingError: there is no such project, or none that the caller may see.
            PermissionMissingError: the caller may not begin runs in it.
        """
        project = self._projects.get(caller, draft.project)
        if not may(caller, Method.POST, permissions.beginning(project)):
            raise PermissionMissingError(action=f"begin a run in the ML repo {project.name}")
        at = now()
        run = Run(
            id=new_id(),
            project=project.id,
            name=draft.name,
            status=RunStatus.RUNNING,
            started_at=int(time.time() * 1000) if draft.started_at is None else draft.started_at,
            description=draft.description,
            tags=draft.tags,
            owner=caller.id,
            created_at=at,
            created_by=caller.name,
            updated_at=at,
            updated_by=caller.name,
        )
        for _ in range(_TRIES):
            try:
                self._store.add(run, journal.change(caller, Subject.RUN, run.id, None, run))
            except ProjectClosedError:
                raise self._projects.closed(project) from None
            except NameHeldError as held:
                is_same = (held.holder.started_at, held.holder.owner) == (draft.started_at, caller.id)
                if is_same and (begun := self._store.get(held.holder.id)):
                    return begun
                run = replace(run, name=f"{draft.name}-{token_hex(3)}")
            else:
                return run
        raise RunConflictError(id=draft.name)

    def update(
        self,
        caller: Caller,
        run_id: str,
        *,
        status: RunStatus | None = None,
        ended_at: int | None = None,
        description: str | None = None,
    ) -> Run:
        """Say how a run goes on; what is None stays.

        Raises:
            RunMissingError: as `get`.
            PermissionMissingError: the caller may see it, not change it.
            RunConflictError: others were faster, again and again.
        """
        said: dict[str, Any] = {"status": status, "ended_at": ended_at, "description": description}
        told = {name: value for name, value in said.items() if value is not None}
        return self._changed(caller, run_id, lambda run: replace(run, **told), told)

    def log(self, caller: Caller, run_id: str, logged: Logged) -> None:
        """Write down what a run reports: one read and one transaction, one more for each 96 values beyond the first.

        Each transaction is whole; where one fails, those before it stand, and sending all again adds nothing twice.

        Raises:
            RunMissingError, PermissionMissingError, RunConflictError: as `update`.
            ParameterFixedError: a parameter has another value already.
        """
        for lot in _lots(logged):
            told: dict[str, Json] = {
                "parameters": dict(lot.parameters),
                "tags": dict(lot.tags),
                "metrics": [name for name, _ in lot.metrics],
            }
            told = {name: value for name, value in told.items() if value}
            self._changed(caller, run_id, partial(_reported, lot), told, lot.metrics)

    def untag(self, caller: Caller, run_id: str, tag: str) -> None:
        """Take a tag away; one that is not there is gone already. Raises as `update`."""

        def without(run: Run) -> Run:
            return replace(run, tags={key: value for key, value in run.tags.items() if key != tag})

        self._changed(caller, run_id, without, {"tags": {tag: None}})

    def delete(self, caller: Caller, run_id: str, may_go_on: Callable[[], bool] | None = None) -> None:
        """Delete a run, the values of its metrics first; they are not yet all gone where it takes too long: ask again.

        Args:
            caller: Who wants it.
            run_id: The run.
            may_go_on: Asked between deletions; by default it says no after twenty seconds.

        Raises:
            RunMissingError: as `get`.
            PermissionMissingError: the caller may see it, not delete it.
            StoreBusyError: values are left.
            RunConflictError: it goes on reporting.
        """
        until = time.monotonic() + _SECONDS_TO_DELETE
        is_in_time = may_go_on or (lambda: time.monotonic() <= until)
        for _ in range(_TRIES):
            run = self._at_hand(caller, Method.DELETE, run_id)
            for metric in run.metrics:
                while self._store.forget(run.id, metric):
                    if not is_in_time():
                        raise StoreBusyError
            try:
                self._store.remove(run, journal.change(caller, Subject.RUN, run.id, run, None))
            except RunChangedError:
                continue
            return
        raise RunConflictError(id=run_id)

    def history(
        self, caller: Caller, run_id: str, metrics: Sequence[str] | None = None, step: int | None = None
    ) -> dict[str, list[Measurement]]:
        """Return the values of metrics (None: of all that the run has) by step, the last ones where there are too many.

        One read, and one query for each metric and each 6,000 values of it. Raises as `get`.
        """
        run = self.get(caller, run_id)
        found: dict[str, list[Measurement]] = {}
        left = VALUES_LIMIT
        for metric in dict.fromkeys(run.metrics if metrics is None else metrics):
            found[metric] = self._store.history(run.id, metric, left, step) if metric in run.metrics and left else []
            left -= len(found[metric])
        return found

    def _changed(
        self,
        caller: Caller,
        run_id: str,
        change: Callable[[Run], Run],
        told: Mapping[str, Json],
        values: Sequence[tuple[str, Measurement]] = (),
    ) -> Run:
        """Change a run by `change`, which sets what is told; writers at the same time take turns."""
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(random.uniform(0, min(0.2, 0.005 * 2 ** min(attempt, 6))))  # noqa: S311 - spreads retries
            old = self._at_hand(caller, Method.PUT, run_id)
            changed = change(old)
            if changed == old and not values:
                return old
            new = replace(changed, revision=old.revision + 1, updated_at=now(), updated_by=caller.name)
            entry = journal.entry(caller, Action.UPDATE, Subject.RUN, run_id, told, old.revision, new.revision)
            try:
                self._store.replace(old, new, entry, values)
            except RunChangedError:
                continue
            return new
        raise RunConflictError(id=run_id)

    def _at_hand(self, caller: Caller, method: Method, run_id: str) -> Run:
        run = self.get(caller, run_id)
        if not may(caller, method, _resource(run)):
            raise PermissionMissingError(action=f"do this to the run {run.name}")
        return run


def _resource(run: Run) -> Resource:
    return permissions.within(run.project, run.owner)


def _lots(logged: Logged) -> Iterator[Logged]:
    """Cut what is reported into what fits a transaction each."""
    yield replace(logged, metrics=logged.metrics[:VALUES_AT_ONCE])
    for start in range(VALUES_AT_ONCE, len(logged.metrics), VALUES_AT_ONCE):
        yield Logged(metrics=logged.metrics[start : start + VALUES_AT_ONCE])


def _reported(logged: Logged, run: Run) -> Run:
    for key, given in logged.parameters.items():
        if run.parameters.get(key, given) != given:
            raise ParameterFixedError(key=key)
    metrics = dict(run.metrics)
    for name, value in logged.metrics:
        if name not in metrics or metrics[name].place <= value.place:
            metrics[name] = value
    return replace(run, parameters={**run.parameters, **logged.parameters}, tags={**run.tags, **logged.tags}, metrics=metrics)
