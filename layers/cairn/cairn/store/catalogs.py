"""Catalogs in the table: each is a partition, an item an entry; each change is one transaction with its audit entry."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from cairn.accounts import AccessEntry
from cairn.catalogs import CatalogEntry
from cairn.store import accounts, keys
from cairn.store.items import Item, to_fields, to_item
from cairn.store.table import BATCH, ConditionsFailedError, Table, Write, delete, put


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry, and its place in the order in which a catalog is read."""

    place: str
    entry: CatalogEntry


class CatalogStore:
    """The entries of catalogs."""

    def __init__(self, table: Table) -> None:
        """Keep them in `table`."""
        self._table = table

    def page(self, catalog: str, after: str, limit: int) -> tuple[list[Placed], str | None]:
        """Read the entries behind a place: at most `limit`, and at most 1 MB of them.

        Returns:
            The entries, and the place to go on behind (None: there are no more).
        """
        items, last = self._table.query(keys.catalog_partition(catalog), after=after or None, limit=limit)
        return [_placed(item) for item in items], last

    def among(self, catalog: str, identifiers: Iterable[str], after: str) -> tuple[list[Placed], str | None]:
        """Read those entries behind a place that have one of these identifiers: one batch read; returns as `page`."""
        wanted = sorted({keys.catalog_entry(catalog, one) for one in identifiers}, key=lambda key: key.sk)
        wanted = [key for key in wanted if key.sk > after]
        batch = wanted[:BATCH]
        found = self._table.get_many(batch) if batch else {}
        go_on = batch[-1].sk if len(wanted) > len(batch) else None
        return [_placed(found[key]) for key in batch if key in found], go_on

    def add(self, entry: CatalogEntry, told: AccessEntry) -> bool:
        """Write a new entry; return whether the catalog had none of its identifier."""
        return self._done(put(_key(entry), _item(entry), "attribute_not_exists(pk)"), told)

    def replace(self, old: CatalogEntry, new: CatalogEntry | None, told: AccessEntry) -> bool:
        """Write what was made of an entry, or (None) delete it; return whether it is the one that was read still."""
        key, is_as_seen = _key(old), "revision = :seen"
        write = put(key, _item(new), is_as_seen, seen=old.revision) if new else delete(key, is_as_seen, seen=old.revision)
        return self._done(write, told)

    def _done(self, write: Write, told: AccessEntry) -> bool:
        try:
            self._table.write([write, accounts.audited(told)])
        except ConditionsFailedError:
            return False
        return True


def _key(entry: CatalogEntry) -> keys.Key:
    return keys.catalog_entry(entry.catalog, entry.identifier)


def _item(entry: CatalogEntry) -> Item:
    return to_item(_key(entry), {name: getattr(entry, name) for name in entry.__slots__})


def _placed(item: Item) -> Placed:
    told = to_fields(item)
    return Placed(item["sk"]["S"], CatalogEntry(**told | {"tags": tuple(json.loads(told.get("tags", "[]")))}))
