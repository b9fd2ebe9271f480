"""The table's stream: what changed, as Lambda hands it to a function."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from cairn.records import Staged, Version
from cairn.store.data_directories import to_data_directory
from cairn.store.items import Fields, readable, to_staged, to_version
from cairn.training import DataDirectory


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one item: what it was (None: it is new) and what it is now (None: it is gone)."""

    sequence: str
    """Text of digits; it grows with each change of the same item."""
    day: str
    """yyyy/mm/dd, in UTC."""
    partition: str
    before: Fields | None
    after: Fields | None

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Self:
        """Read one record of a stream that carries both images."""
        changed = record["dynamodb"]
        old, new = changed.get("OldImage"), changed.get("NewImage")
        return cls(
            sequence=changed["SequenceNumber"],
            day=datetime.fromtimestamp(changed["ApproximateCreationDateTime"], UTC).strftime("%Y/%m/%d"),
            partition=changed["Keys"]["pk"]["S"],
            before=readable(old) if old else None,
            after=readable(new) if new else None,
        )


def gone(record: Mapping[str, Any]) -> Version | Staged | DataDirectory:
    """Return the version, the upload or the data directory that a record of the stream tells the deletion of."""
    old = record["dynamodb"]["OldImage"]
    match old["pk"]["S"].partition("#")[0]:
        case "Y":
            return to_staged(old)
        case "J":
            return to_data_directory(old)
    return to_version(old)
