"""Families in the table: what all versions of one name are versions of, by name, by id, and in the list of their project."""

from collections.abc import Sequence

from cairn.records import Family, FamilyEntry, Kind
from cairn.store import items, keys
from cairn.store.segments import Position, walk_back
from cairn.store.table import Table, delete

Named = tuple[str, Kind, str]
"""Project, kind and name."""

_AT_ONCE = 10_000
"""More than a query returns: it ends after a megabyte."""


class FamilyStore:
    """Reads families; versions begin and end them, see `cairn.store.versions`."""

    def __init__(self, table: Table) -> None:
        """Read them from `table`."""
        self._table = table

    def get_many(self, named: Sequence[Named]) -> dict[Named, Family]:
        """Read what has these names, as far as something ever had: one batch read."""
        wanted = {keys.family(*one): one for one in named}
        found = self._table.get_many(list(wanted))
        return {wanted[key]: items.to_family(item) for key, item in found.items()}

    def entry(self, family_id: str) -> FamilyEntry | None:
        """Read what is known of a family by its id; it may have ended a moment ago."""
        item = self._table.get(keys.family_entry(family_id))
        return items.to_family_entry(item) if item else None

    def listed(self, project: str, kind: Kind, start: Position | None, limit: int) -> tuple[list[FamilyEntry], Position | None]:
        """Read a page of a project's families, newest first: one query, and one read for the first page."""
        page, go_on = walk_back(self._table, keys.families_list(project, kind), start, limit)
        return [items.to_family_entry(item) for item in page], go_on

    def holds_any(self, project: str) -> bool:
        """Tell whether a project has a version of anything; families that ended may still be listed, for a moment."""
        lists = {keys.families_list(project, kind): kind for kind in Kind}
        return any(self._has_any(project, kind) for kind in lists.values())

    def _has_any(self, project: str, kind: Kind) -> bool:
        place: Position | None = None
        while True:
            entries, place = self.listed(project, kind, place, 100)
            found = self.get_many([(project, entry.kind, entry.name) for entry in entries]) if entries else {}
            if any(family.live for family in found.values()):
                return True
            if place is None:
                return False

    def numbered(self, project: str, kind: Kind, name: str, number: int) -> str | None:
        """Read the id of the version with a number: one read."""
        item = self._table.get(keys.named(project, kind, name, number))
        return item["id"]["S"] if item else None

    def versions(self, project: str, kind: Kind, name: str, below: int | None, limit: int) -> list[tuple[int, str]]:
        """Read the numbers and ids of versions, newest first, `below` a number: one query for about 5,000."""
        prefix, partition = keys.numbers(project, kind), keys.name_partition(name)
        after = None if below is None else f"{prefix}{below:010d}"
        found: list[tuple[int, str]] = []
        while True:
            page, after = self._table.query(partition, after=after, limit=limit - len(found), newest_first=True, prefix=prefix)
            found += [(int(item["sk"]["S"].removeprefix(prefix)), item["id"]["S"]) for item in page]
            if not after or len(found) >= limit:
                return found

    def aliased(self, project: str, kind: Kind, name: str, alias: str) -> str | None:
        """Read the id of the version with an alias: one read."""
        item = self._table.get(keys.alias(project, kind, name, alias))
        return item["id"]["S"] if item else None

    def labelled(self, project: str, kind: Kind, name: str, labels: Sequence[str]) -> dict[str, str]:
        """Read the ids of the versions that have these labels: one batch read."""
        wanted = {keys.label(project, kind, name, label): label for label in labels}
        found = self._table.get_many(list(wanted))
        return {wanted[key]: item["id"]["S"] for key, item in found.items()}

    def made_by(self, run_id: str) -> list[str]:
        """Read the ids of the versions that a run made, newest first: one query for about 5,000."""
        found: list[str] = []
        after: str | None = None
        while True:
            page, after = self._table.query(keys.run_partition(run_id), after=after, limit=_AT_ONCE, newest_first=True)
            found += [item["id"]["S"] for item in page]
            if after is None:
                return found

    def forget(self, entry: FamilyEntry) -> None:
        """Take a family that ended out of its list."""
        listed = keys.listed_family(entry.project, entry.kind, entry.segment, entry.first_id)
        self._table.write([delete(keys.family_entry(entry.family_id)), delete(listed)])
