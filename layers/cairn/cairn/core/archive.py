"""The archive of the audit trail: a copy of each entry, where no function can change it."""

import json
from collections.abc import Sequence

from cairn.store.bucket import Bucket
from cairn.store.stream import Change

_LINE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Archive:
    """JSON lines under `audit/` in the bucket, which only gives out what is new and takes nothing back."""

    def __init__(self, bucket: Bucket) -> None:
        """Archive in a bucket."""
        self._bucket = bucket

    def keep(self, changes: Sequence[Change]) -> list[Change]:
        """Keep new entries; keep what became of entries that should never have changed.

        The names of the objects come from the changes alone: a batch that is handed over again is written once.

        Returns:
            The changes of entries that were there already.
        """
        new = [change for change in changes if change.before is None]
        tampered = [change for change in changes if change.before is not None]
        self._write("audit", new, [{"sequence": one.sequence, "entry": one.after} for one in new])
        self._write(
            "audit/tampered",
            tampered,
            [{"sequence": one.sequence, "item": one.partition, "before": one.before, "after": one.after} for one in tampered],
        )
        return tampered

    def _write(self, folder: str, changes: Sequence[Change], lines: Sequence[object]) -> None:
        if not changes:
            return
        name = f"{folder}/{changes[0].day}/{changes[0].sequence}-{changes[-1].sequence}.jsonl"
        self._bucket.add(name, "".join(f"{_LINE.encode(line)}\n" for line in lines).encode())
