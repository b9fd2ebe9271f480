"""READMEs that are searched: entries of their own, compressed, in segments that are read side by side; never the records."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from cairn.records import Listed
from cairn.store import items, keys
from cairn.store.items import Item
from cairn.store.keys import MARKER
from cairn.store.segments import Position
from cairn.store.table import Table

AT_ONCE = 8
"""Segments that are read at the same time: the waits overlap, and 8 MB of answers are all that is held."""


class Readmes:
    """The READMEs in a table."""

    def __init__(self, table: Table) -> None:
        """Read from `table`."""
        self._table = table

    def pages(self, start: Position) -> Iterator[tuple[list[tuple[Position, Listed, Item]], Position | None]]:
        """Yield READMEs from a position on, oldest first, some segments at a time, and where to go on (None: nowhere).

        One read tells how many segments there are; each is one query for each megabyte of it.
        """
        head = self._table.get(keys.head(keys.READMES))
        last = int(head["open_segment"]["N"]) if head else 0
        if start.segment >= last:
            yield self._segment(start.segment, start.after), None  # Nothing to read side by side.
            return
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for first in range(start.segment, last + 1, AT_ONCE):
                segments = range(first, min(first + AT_ONCE, last + 1))
                found = pool.map(lambda one: self._segment(one, start.after if one == start.segment else ""), segments)
                entries = [entry for segment in found for entry in segment]
                go_on = first + AT_ONCE
                yield entries, Position(go_on) if go_on <= last else None

    def _segment(self, segment: int, after: str) -> list[tuple[Position, Listed, Item]]:
        found: list[Item] = []
        last: str | None = after or None
        while True:
            page, last = self._table.query(keys.list_partition(keys.READMES, segment), after=last, limit=_ALL)
            found += page
            if last is None:
                break
        texts = [item for item in found if item["sk"]["S"] != MARKER]
        return [(Position(segment, item["sk"]["S"]), items.to_listed(item), item) for item in texts]


_ALL = 10_000
"""More than a segment ever has: a megabyte ends a query first."""
