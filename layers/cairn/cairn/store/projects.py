"""Projects in the table: each is written under its id and under its name, and its gates say whether it takes anything more.

Whatever begins in a project passes one of its gates, in its own transaction. Deleting a project closes them, looks whether
anything is in it, and then removes it or opens them again: so nothing begins behind the look, and writers of one project
share no item. Gates are there when they are closed, and stay closed for good behind a project that is gone: numbers are
never given out twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from json import loads

from cairn.projects import Collaborator, Project
from cairn.records import DEFAULT_PROJECT
from cairn.store import project_keys
from cairn.store.items import Item, to_fields, to_item
from cairn.store.keys import Key
from cairn.store.project_keys import PROJECT_COUNTER, PROJECTS
from cairn.store.table import ConditionsFailedError, Table, Write, check, delete, put, update

_IS_NEW = "attribute_not_exists(pk)"
_FIRST = 1
"""The default project's number: the counter goes on from there."""
_TRIES = 32


class ProjectChangedError(Exception):
    """Somebody else made, changed or deleted the project, or a collaborator, first."""


@dataclass(frozen=True, slots=True)
class ListedProject:
    """What the list of projects says of one."""

    id: str
    name: str
    owner: str


class ProjectStore:
    """The projects of a table."""

    def __init__(self, table: Table) -> None:
        """Keep them in `table`."""
        self._table = table
        self._last = _FIRST

    def get(self, project_id: str) -> Project | None:
        """Read a project: one read."""
        return _project(self._table.get(project_keys.project(project_id)))

    def named(self, name: str) -> Project | None:
        """Read the project of a name: one read."""
        return _project(self._table.get(project_keys.project_named(name)))

    def get_many(self, project_ids: Sequence[str]) -> list[Project]:
        """Read projects, in this order; those that do not exist are left out."""
        wanted = [project_keys.project(project_id) for project_id in project_ids]
        found = self._table.get_many(wanted)
        return [project for key in wanted if (project := _project(found.get(key)))]

    def all(self) -> list[ListedProject]:
        """Return the list of all projects, newest first: one query for each megabyte, some 8,000 of them."""
        found: list[Item] = []
        after: str | None = None
        while True:
            page, after = self._table.query(PROJECTS, after=after, limit=10_000, newest_first=True)
            found += page
            if after is None:
                return [ListedProject(**to_fields(item)) for item in found]

    def add(self, project: Project, more: Callable[[Project], Sequence[Write]]) -> Project:
        """Write a new project, which gets the next number: one transaction.

        Args:
            project: The project; the store sets its id.
            more: What is written along, for the project as it is placed: its audit entry, its collaborators.

        Raises:
            ProjectChangedError: the name is taken, or somebody changed a collaborator.
        """
        for _ in range(_TRIES):
            placed = replace(project, id=str(self._last + 1))
            listed = project_keys.projects_entry(placed.id)
            writes = [
                self._counted(),
                *(put(key, to_item(key, _values(placed)), _IS_NEW) for key in _places(placed)),
                put(listed, to_item(listed, {"id": placed.id, "name": placed.name, "owner": placed.owner})),
                *more(placed),
            ]
            try:
                self._table.write(writes)
            except ConditionsFailedError as refused:
                if set(refused.found) - {PROJECT_COUNTER, project_keys.project(placed.id)}:
                    raise ProjectChangedError from refused
                self._last = _last_number(refused.found.get(PROJECT_COUNTER))
            else:
                self._last += 1
                return placed
        raise ProjectChangedError

    def replace(self, old: Project, new: Project, more: Sequence[Write]) -> None:
        """Write a changed project over the revision that it was made from.

        Raises:
            ProjectChangedError: somebody else changed or deleted it first, or changed a collaborator.
        """
        stands = "revision = :seen" if old.revision else _IS_NEW
        seen = {"seen": old.revision} if old.revision else {}
        self._write([*(put(key, to_item(key, _values(new)), stands, **seen) for key in _places(new)), *more])

    def close(self, project: Project, token: str) -> None:
        """Let nothing more begin in a project; who closes it last, with another token, goes on with it alone."""
        gates = [project_keys.project_gate(project.id, number) for number in range(project_keys.GATES)]
        self._table.write(put(gate, to_item(gate, {"closed_by": token})) for gate in gates)

    def reopen(self, project: Project, token: str) -> None:
        """Open a project again, unless somebody else has closed it meanwhile."""
        gates = [project_keys.project_gate(project.id, number) for number in range(project_keys.GATES)]
        try:
            self._table.write(delete(gate, "closed_by = :token", token=token) for gate in gates)
        except ConditionsFailedError:
            return

    def remove(self, project: Project, token: str, more: Sequence[Write]) -> None:
        """Delete a project that is closed with this token.

        Raises:
            ProjectChangedError: somebody else changed it, deleted it or closed it first.
        """
        places = [delete(key, "revision = :seen", seen=project.revision) for key in _places(project)]
        is_ours = check(project_keys.project_gate(project.id, 0), "closed_by = :token", token=token)
        self._write([*places, is_ours, delete(project_keys.projects_entry(project.id)), *more])

    def _counted(self) -> Write:
        last, following = self._last, self._last + 1
        stands = _IS_NEW if last == _FIRST else "last_number = :last"
        return update(
            PROJECT_COUNTER,
            "SET last_number = :next",
            stands,
            next=following,
            **({} if last == _FIRST else {"last": last}),
        )

    def _write(self, writes: Sequence[Write]) -> None:
        try:
            self._table.write(writes)
        except ConditionsFailedError as refused:
            raise ProjectChangedError from refused


def passes(project_id: str, begun: str) -> list[Write]:
    """Return what lets something begin in a project only while that lives: part of the transaction that begins it.

    Args:
        project_id: The project; the default one has no gates, it cannot be deleted.
        begun: What spreads writers over the gates: a name or an id.
    """
    if project_id == DEFAULT_PROJECT:
        return []
    number = sha256(begun.encode("utf-8", "replace")).digest()[0] % project_keys.GATES
    return [check(project_keys.project_gate(project_id, number), _IS_NEW)]


def is_closed(refused: ConditionsFailedError) -> bool:
    """Tell whether a transaction was refused because its project is gone, or being deleted."""
    return any(key.sk.startswith("gate#") for key in refused.found)


def _places(project: Project) -> list[Key]:
    return [project_keys.project(project.id), project_keys.project_named(project.name)]


def _values(project: Project) -> dict[str, object]:
    return {name: getattr(project, name) for name in project.__slots__}


def _project(item: Item | None) -> Project | None:
    if item is None:
        return None
    told = to_fields(item)
    told["collaborators"] = tuple(Collaborator(**one) for one in loads(told.get("collaborators", "[]")))
    return Project(**told)


def _last_number(counter: Item | None) -> int:
    return int(counter["last_number"]["N"]) if counter else _FIRST
