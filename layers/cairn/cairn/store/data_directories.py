"""Data directories in the table; their files are trees of the bucket."""

from collections.abc import Sequence
from dataclasses import dataclass
from json import loads

from cairn.accounts import AccessEntry
from cairn.store import project_keys
from cairn.store.accounts import audited, entry_item
from cairn.store.items import Item, to_fields, to_item
from cairn.store.projects import is_closed, passes
from cairn.store.runs import ProjectClosedError
from cairn.store.table import ConditionsFailedError, Table, delete, put
from cairn.training import DataDirectory

_IS_NEW = "attribute_not_exists(pk)"
_IS_AS_SEEN = "revision = :seen"


class DirectoryRacedError(Exception):
    """Somebody else made, changed or deleted the data directory first."""


@dataclass(frozen=True, slots=True)
class ListedDirectory:
    """What the list of a project's data directories says of one."""

    id: str
    owner: str


class DataDirectoryStore:
    """The data directories of a table."""

    def __init__(self, table: Table) -> None:
        """Keep them in `table`."""
        self._table = table

    def get(self, directory_id: str) -> DataDirectory | None:
        """Read a data directory: one read."""
        item = self._table.get(project_keys.data_directory(directory_id))
        return to_data_directory(item) if item else None

    def get_many(self, directory_ids: Sequence[str]) -> list[DataDirectory]:
        """Read data directories, in this order, 100 a call; those that do not exist are left out."""
        wanted = [project_keys.data_directory(directory_id) for directory_id in directory_ids]
        found = self._table.get_many(wanted) if wanted else {}
        return [to_data_directory(found[key]) for key in wanted if key in found]

    def named(self, project: str, name: str) -> DataDirectory | None:
        """Return the data directory of a name: two reads."""
        item = self._table.get(project_keys.data_directory_named(project, name))
        return self.get(item["id"]["S"]) if item else None

    def all(self, project: str) -> list[ListedDirectory]:
        """Return the list of a project's data directories, newest first: one query for some 5,000 of them."""
        partition = project_keys.data_directories_partition(project)
        found: list[Item] = []
        after: str | None = None
        while True:
            page, after = self._table.query(partition, after=after, limit=10_000, newest_first=True)
            found += page
            if after is None:
                return [ListedDirectory(item["id"]["S"], item["owner"]["S"]) for item in found]

    def holds_any(self, project: str) -> bool:
        """Tell whether a project has a data directory: one query."""
        return bool(self._table.query(project_keys.data_directories_partition(project), limit=1)[0])

    def add(self, directory: DataDirectory, entry: AccessEntry) -> None:
        """Write a new data directory.

        Raises:
            DirectoryRacedError: another one of the project has its name.
            ProjectClosedError: its project is gone.
        """
        listed = project_keys.data_directory_entry(directory.project, directory.id)
        named = project_keys.data_directory_named(directory.project, directory.name)
        try:
            self._table.write(
                [
                    put(project_keys.data_directory(directory.id), _item(directory), _IS_NEW),
                    put(named, to_item(named, {"id": directory.id}), _IS_NEW),
                    put(listed, to_item(listed, {"id": directory.id, "owner": directory.owner})),
                    audited(entry),
                    *passes(directory.project, directory.id),
                ]
            )
        except ConditionsFailedError as refused:
            raise (ProjectClosedError if is_closed(refused) else DirectoryRacedError) from refused

    def replace(self, old: DataDirectory, new: DataDirectory, entry: AccessEntry) -> None:
        """Write a changed data directory over the revision that it was made from.

        Raises:
            DirectoryRacedError: somebody else changed or deleted it first.
        """
        record = put(project_keys.data_directory(new.id), _item(new), _IS_AS_SEEN, seen=old.revision)
        try:
            self._table.write([record, audited(entry)])
        except ConditionsFailedError as refused:
            raise DirectoryRacedError from refused

    def remove(self, directory: DataDirectory, entry: AccessEntry) -> None:
        """Delete a data directory, all but its files; raises as `replace`."""
        record = delete(project_keys.data_directory(directory.id), _IS_AS_SEEN, seen=directory.revision)
        named = delete(project_keys.data_directory_named(directory.project, directory.name))
        listed = delete(project_keys.data_directory_entry(directory.project, directory.id))
        try:
            self._table.write([record, named, listed, audited(entry)])
        except ConditionsFailedError as refused:
            raise DirectoryRacedError from refused

    def note(self, entry: AccessEntry) -> None:
        """Write an audit entry of what changes no record: one write."""
        self._table.put(entry_item(entry))


def _item(directory: DataDirectory) -> Item:
    return to_item(project_keys.data_directory(directory.id), {name: getattr(directory, name) for name in directory.__slots__})


def to_data_directory(item: Item) -> DataDirectory:
    """Return the data directory that an item holds."""
    told = to_fields(item)
    return DataDirectory(**told | {"metadata": loads(told.get("metadata", "{}"))})
