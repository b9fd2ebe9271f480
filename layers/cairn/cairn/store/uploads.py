"""Uploads in the table: what is staged, and the lists of files of what was committed."""

from collections.abc import Iterator, Sequence

from cairn.records import Staged, TreeFile, Version
from cairn.runtime.clock import unix_now
from cairn.store import items, keys
from cairn.store.table import Table, Write, delete, put

PIECE_BYTES = 250_000
"""About what a piece of a list may have before it is compressed, whatever its paths are: an item takes 400 KB."""

_FILE_BYTES = 160
"""What a file takes in a list beside its path."""


class UploadStore:
    """Staged versions, and lists of files."""

    def __init__(self, table: Table) -> None:
        """Keep them in `table`."""
        self._table = table

    def stage(self, staged: Staged) -> None:
        """Write an upload that begins: one write."""
        self._table.put(items.staged_item(keys.staged(staged.id), staged))

    def find(self, version_id: str) -> tuple[Staged | None, Version | None]:
        """Read the upload or the version with an id: one batch read."""
        staged, version = keys.staged(version_id), keys.version(version_id)
        found = self._table.get_many([staged, version])
        upload = items.to_staged(found[staged]) if staged in found else None
        if upload and upload.expires_at <= unix_now():  # DynamoDB deletes what has expired, within days.
            upload = None
        return upload, items.to_version(found[version]) if version in found else None

    def drop(self, staged: Staged) -> None:
        """Give an upload up: one transaction.

        What stays until it would have ended anyway has what its URLs put there meanwhile swept then: each end of an item
        comes from the table's stream.
        """
        late = keys.ended(staged.id)
        self._table.write([delete(keys.staged(staged.id)), put(late, items.staged_item(late, staged))])

    def remember(self, staged: Staged) -> None:
        """Have a place swept (once more) when its time is up: one write, as `drop` does it."""
        late = keys.ended(staged.id)
        self._table.put(items.staged_item(late, staged))

    @staticmethod
    def committed(version_id: str) -> Write:
        """Return what ends an upload with its version; it refuses the transaction where there is none (any more)."""
        return delete(keys.staged(version_id), "attribute_exists(pk)")

    def list_files(self, version_id: str, files: Sequence[TreeFile]) -> tuple[int, Write]:
        """Write a list of files, all but its first piece.

        Returns:
            How many pieces it has, and what writes the first one: with the record, in its transaction.
        """
        pieces = list(_pieces(files))
        first, *others = (items.files_item(keys.files(version_id, place), piece) for place, piece in enumerate(pieces))
        for item in others:
            self._table.put(item)
        return len(pieces), put(keys.files(version_id, 0), first)

    def read_files(self, version_id: str) -> tuple[Version | None, list[TreeFile]]:
        """Read a version and the list of its files: one batch read, one more where that has several pieces."""
        record, first = keys.version(version_id), keys.files(version_id, 0)
        found = self._table.get_many([record, first])
        if record not in found:
            return None, []
        version = items.to_version(found[record])
        files = items.to_files(found[first]) if first in found else []
        others = [keys.files(version_id, place) for place in range(1, version.tree or 0)]
        more = self._table.get_many(others) if others else {}
        return version, files + [file for key in others for file in items.to_files(more[key])]

    def forget_files(self, version_id: str, pieces: int) -> None:
        """Delete the list of files of a version that is gone."""
        doomed = [delete(keys.files(version_id, place)) for place in range(pieces)]
        for first in range(0, len(doomed), 100):
            self._table.write(doomed[first : first + 100])


def _pieces(files: Sequence[TreeFile]) -> Iterator[list[TreeFile]]:
    piece: list[TreeFile] = []
    weight = 0
    for file in files:
        weight += len(file.path.encode()) + _FILE_BYTES
        if piece and weight > PIECE_BYTES:
            yield piece
            piece, weight = [], len(file.path.encode()) + _FILE_BYTES
        piece.append(file)
    yield piece
