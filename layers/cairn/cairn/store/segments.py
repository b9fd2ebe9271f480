"""Lists that may grow without end, cut into segments: partitions of bounded size, filled one after the other.

A list (of everything, or of one kind) is the chain of its segments 0, 1, 2 ... in the order of registration. A head item
says which segment is open and roughly how many entries it has. To keep writers off that one item, only every
`sample_every`-th creation (by its random bits) counts itself, for all of them; what a process believes about the head is a
hint that those creations correct. A segment may therefore pass its cap a little, which harms nothing.
"""

from dataclasses import dataclass

from cairn.store import keys
from cairn.store.items import Item, to_item
from cairn.store.keys import MARKER, Key
from cairn.store.table import Table, Write, put, update

SEGMENT_CAP = 5_000
"""Half a megabyte of everyday names: a search reads a segment in one query."""

README_CAP = 256
"""A megabyte of everyday READMEs, compressed: one query's worth, and segments enough to be read side by side."""

SAMPLE_EVERY = 64
QUERIES_PER_PAGE = 10
"""A page is given out short, with its offset, rather than ask more than this of the table."""


@dataclass(frozen=True, slots=True)
class Position:
    """Behind which entry of a segmented list to go on ("" is the segment's beginning)."""

    segment: int = 0
    after: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """What a process believes about a list's head."""

    segment: int = 0
    is_full: bool = False
    is_known: bool = False

    @property
    def target(self) -> int:
        """The segment that the next entry goes to."""
        return self.segment + self.is_full


class Heads:
    """The open segments of the lists, as far as this process knows."""

    def __init__(self, cap: int = SEGMENT_CAP, sample_every: int = SAMPLE_EVERY) -> None:
        """Open a new segment after about `cap` entries, counted by every `sample_every`-th."""
        self._cap = cap
        self._readme_cap = min(cap, README_CAP)
        self._sample_every = sample_every
        self._hints: dict[str | None, Hint] = {}

    def target(self, kind: str | None) -> int:
        """Return the segment for a new entry of a list."""
        return self._hint(kind).target

    def writes(self, kind: str | None, version_id: str) -> list[Write]:
        """Return what a creation adds to its transaction: mostly nothing, sometimes the count, seldom a new segment."""
        hint = self._hint(kind)
        is_sampled = int(version_id[-6:], 16) % self._sample_every == 0
        weight = self._sample_every if is_sampled else 0
        if hint.is_full:
            marker = Key(keys.list_partition(kind, hint.target), MARKER)
            opened = update(
                keys.head(kind),
                "SET open_segment = :next, entries_placed = :weight",
                "open_segment = :segment AND entries_placed >= :cap",
                next=hint.target,
                weight=weight,
                segment=hint.segment,
                cap=self._cap_of(kind),
            )
            return [opened, put(marker, to_item(marker, {}))]
        if hint.is_known and not is_sampled:
            return []
        return [
            update(
                keys.head(kind),
                "SET open_segment = if_not_exists(open_segment, :segment) ADD entries_placed :weight",
                "attribute_not_exists(pk) OR (open_segment = :segment AND entries_placed < :cap)",
                segment=hint.segment,
                weight=weight,
                cap=self._cap_of(kind),
            )
        ]

    def learn(self, kind: str | None, found: Item | None) -> None:
        """Take over what a refused creation met in the head."""
        if found is None:
            self._hints[kind] = Hint()
            return
        is_full = int(found["entries_placed"]["N"]) >= self._cap_of(kind)
        self._hints[kind] = Hint(int(found["open_segment"]["N"]), is_full=is_full, is_known=True)

    def confirm(self, kind: str | None) -> None:
        """Remember that a creation went through with the present hint."""
        self._hints[kind] = Hint(self.target(kind), is_known=True)

    def _cap_of(self, kind: str | None) -> int:
        return self._readme_cap if kind == keys.READMES else self._cap

    def _hint(self, kind: str | None) -> Hint:
        return self._hints.get(kind, Hint())


def walk(
    table: Table, kind: str | None, start: Position, limit: int, queries: int = QUERIES_PER_PAGE
) -> tuple[list[tuple[Position, Item]], Position | None]:
    """Read a page of a segmented list, by so many queries at most; one query stays within one segment.

    Returns:
        Up to `limit` entries with their positions, oldest first, and where to go on (None: that was the last page).
    """
    entries: list[tuple[Position, Item]] = []
    segment, after = start.segment, start.after or None
    for _ in range(queries):
        # One more than wanted tells whether there is a next page; one more again for the segment's marker.
        wanted = limit + 2 - len(entries)
        page, last = table.query(keys.list_partition(kind, segment), after=after, limit=wanted)
        if not page and after is None and segment > 0:
            return entries, None
        entries += [(Position(segment, item["sk"]["S"]), item) for item in page if item["sk"]["S"] != MARKER]
        if len(entries) > limit:
            return entries[:limit], entries[limit - 1][0]
        segment, after = (segment, last) if last else (segment + 1, None)
    return entries, Position(segment, after or "")


def walk_back(table: Table, name: str, start: Position | None, limit: int) -> tuple[list[Item], Position | None]:
    """Read a page of a segmented list, newest first: one query within a segment, and one read to learn where it ends now.

    Args:
        table: The table.
        name: The list.
        start: Where to go on; None begins with the newest.
        limit: The most entries to read.

    Returns:
        The entries (of a segment that was emptied, none), and where to go on (None: that was the last page).
    """
    if start is None:
        head = table.get(keys.head(name))
        if head is None:
            return [], None
        start = Position(int(head["open_segment"]["N"]))
    partition = keys.list_partition(name, start.segment)
    page, last = table.query(partition, after=start.after or None, limit=limit, newest_first=True)
    entries = [item for item in page if item["sk"]["S"] != MARKER]
    if last:
        return entries, Position(start.segment, last)
    return entries, Position(start.segment - 1) if start.segment else None
