"""Custom lists in the table: what was made of each is one item, read whole and written over the revision that was read."""

import json
from collections.abc import Iterable, Sequence

from cairn.accounts import AccessEntry
from cairn.catalogs import CustomList, ListEntry
from cairn.store import accounts, keys
from cairn.store.items import Item, to_item
from cairn.store.table import ConditionsFailedError, Table, Write, check, put


class CustomListStore:
    """What was made of the custom lists."""

    def __init__(self, table: Table) -> None:
        """Keep it in `table`."""
        self._table = table

    def read(self, names: Iterable[str]) -> dict[str, CustomList]:
        """Read lists, by their names: one batch read."""
        wanted = {name: keys.custom_list(name) for name in names}
        found = self._table.get_many(list(wanted.values()))
        return {name: _to_list(name, found.get(key)) for name, key in wanted.items()}

    def write(self, seen: Iterable[CustomList], changed: Sequence[CustomList], entries: Iterable[AccessEntry]) -> bool:
        """Write lists that were made from those that were seen, with the entries of the audit trail, unless one has changed.

        Returns:
            Whether it was done: not if any of the lists that were seen, written or not, is another one meanwhile.
        """
        new = {one.name: one for one in changed}
        writes = [_written(old, new[old.name]) if old.name in new else _relied_on(old) for old in seen]
        try:
            self._table.write([*writes, *map(accounts.audited, entries)])
        except ConditionsFailedError:
            return False
        return True


def _written(old: CustomList, new: CustomList) -> Write:
    condition, values = _is_as_seen(old)
    return put(keys.custom_list(old.name), _item(new), condition, **values)


def _relied_on(old: CustomList) -> Write:
    condition, values = _is_as_seen(old)
    return check(keys.custom_list(old.name), condition, **values)


def _is_as_seen(old: CustomList) -> tuple[str, dict[str, int]]:
    return ("revision = :seen", {"seen": old.revision}) if old.revision else ("attribute_not_exists(pk)", {})


def _item(one: CustomList) -> Item:
    told = {spelled: entry and [entry.name, entry.description, entry.parent] for spelled, entry in one.changed.items()}
    return to_item(keys.custom_list(one.name), {"changed": told, "revision": one.revision})


def _to_list(name: str, item: Item | None) -> CustomList:
    if item is None:
        return CustomList(name)
    told = json.loads(item["changed"]["S"]) if "changed" in item else {}
    changed = {spelled: said and ListEntry(*said) for spelled, said in told.items()}
    return CustomList(name, changed, int(item["revision"]["N"]))
