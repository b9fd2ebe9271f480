"""An append-only journal of acknowledged writes.

A snapshot carries the number of its generation; `journal.<generation>.jsonl` holds what was acknowledged after
that snapshot. The number travels inside the snapshot, so replacing the snapshot file is the one step that decides
which journal counts: each write is applied exactly once, wherever the process dies. It survives the death of the
process (the bytes are in the kernel), not the loss of power (nothing is synced to the disk).
"""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Record = list[str]


class Journal:
    """The journal of one folder, open for appending."""

    def __init__(self, folder: Path, generation: int) -> None:
        """Open the journal that follows snapshot number `generation`; journals of other generations are dropped."""
        self._folder = folder
        self.generation = generation
        folder.mkdir(parents=True, exist_ok=True)
        self._drop_others()
        self._cut_torn_line()
        self._file = self._open()

    @property
    def size(self) -> int:
        """Bytes written since the snapshot."""
        return self._file.tell()

    def append(self, record: Record) -> None:
        """Hand one record to the kernel before the write it stands for is acknowledged."""
        self._file.write(json.dumps(record).encode() + b"\n")

    def records(self) -> Iterator[Record]:
        """What was acknowledged after the snapshot, oldest first."""
        with self._path(self.generation).open("rb") as file:
            for line in file:
                yield json.loads(line)

    def rotate(self) -> None:
        """Begin the next generation: its snapshot has just been written."""
        self._file.close()
        self.generation += 1
        self._file = self._open()
        self._drop_others()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _path(self, generation: int) -> Path:
        return self._folder / f"journal.{generation}.jsonl"

    def _open(self) -> IO[bytes]:
        # Unbuffered: a record is in the kernel when `append` returns.
        return self._path(self.generation).open("ab", buffering=0)

    def _drop_others(self) -> None:
        current = self._path(self.generation)
        for path in self._folder.glob("journal.*.jsonl"):
            if path != current:
                path.unlink()

    def _cut_torn_line(self) -> None:
        """A record that was being written when the process died was never acknowledged."""
        path = self._path(self.generation)
        if not path.exists():
            return
        content = path.read_bytes()
        whole = content.rfind(b"\n") + 1
        if whole != len(content):
            with path.open("r+b") as file:
                file.truncate(whole)
