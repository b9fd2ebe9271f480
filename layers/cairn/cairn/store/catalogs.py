"""Catalogs in the table: each is a partition, an item an entry; each change is one transaction with its audit entry."""

import json
from collections.abc import Iterable

from cairn.accounts import AccessEntry
from cairn.catalogs import CatalogEntry
from cairn.errors import CatalogEntryTakenError
from cairn.store import accounts, keys
from cairn.store.items import Item, to_fields, to_item
from cairn.store.table import ConditionsFailedError, Table, Write, delete, put

_IS_AS_SEEN = "revision = :seen"


class CatalogStore:
    """The entries of catalogs."""

    def __init__(self, table: Table) -> None:
        """Keep them in `table`."""
        self._table = table

    def entry(self, catalog: str, identifier: str) -> CatalogEntry | None:
        """Read an entry: one read."""
        item = self._table.get(keys.catalog_entry(catalog, identifier))
        return _to_entry(item) if item else None

    def entries(self, catalog: str, identifiers: Iterable[str]) -> list[CatalogEntry]:
        """Read entries, 100 a call; those that do not exist are left out."""
        wanted = [keys.catalog_entry(catalog, one) for one in identifiers]
        found = self._table.get_many(wanted) if wanted else {}
        return [_to_entry(found[key]) for key in dict.fromkeys(wanted) if key in found]

    def page(self, catalog: str, after: str, limit: int) -> tuple[list[tuple[str, CatalogEntry]], str | None]:
        """Read entries behind the sort key `after`: at most `limit`, and at most 1 MB of them.

        Returns:
            The entries with their sort keys, and the sort key to go on behind (None: there are no more).
        """
        items, last = self._table.query(keys.catalog_partition(catalog), after=after or None, limit=limit)
        return [(item["sk"]["S"], _to_entry(item)) for item in items], last

    def add(self, entry: CatalogEntry, told: AccessEntry) -> None:
        """Write a new entry.

        Raises:
            CatalogEntryTakenError: the catalog has one of this identifier.
        """
        if not self._done(put(_key(entry), _item(entry), "attribute_not_exists(pk)"), told):
            raise CatalogEntryTakenError(catalog=entry.catalog, identifier=entry.identifier)

    def replace(self, old: CatalogEntry, new: CatalogEntry, told: AccessEntry) -> bool:
        """Write a changed entry; return whether nobody changed or deleted the one that it was made from."""
        return self._done(put(_key(new), _item(new), _IS_AS_SEEN, seen=old.revision), told)

    def remove(self, entry: CatalogEntry, told: AccessEntry) -> bool:
        """Delete an entry; return whether nobody changed or deleted it first."""
        return self._done(delete(_key(entry), _IS_AS_SEEN, seen=entry.revision), told)

    def _done(self, write: Write, told: AccessEntry) -> bool:
        try:
            self._table.write([write, accounts.audited(told)])
        except ConditionsFailedError:
            return False
        return True


def _key(entry: CatalogEntry) -> keys.Key:
    return keys.catalog_entry(entry.catalog, entry.identifier)


def _item(entry: CatalogEntry) -> Item:
    # Empty texts are kept: a description that is empty is not one that was never given.
    return to_item(_key(entry), {name: getattr(entry, name) for name in entry.__slots__})


def _to_entry(item: Item) -> CatalogEntry:
    told = to_fields(item)
    return CatalogEntry(**told | {"tags": tuple(json.loads(told.get("tags", "[]")))})
