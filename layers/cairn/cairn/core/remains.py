"""What a version leaves when it is gone, and an upload that was not published: files, their list, a family that ended.

It comes from the table's stream, a moment after the deletion, and may come twice.
"""

from datetime import UTC, datetime, timedelta

from cairn.core.staging import STAGED_SECONDS
from cairn.records import Family, Kind, Staged, Version
from cairn.runtime.clock import unix_now
from cairn.store.families import FamilyStore
from cairn.store.trees import Trees
from cairn.store.uploads import UploadStore
from cairn.training import DataDirectory


class Remains:
    """Clears up."""

    def __init__(self, families: FamilyStore, uploads: UploadStore, trees: Trees) -> None:
        """Clear up in a table and a bucket."""
        self._families = families
        self._uploads = uploads
        self._trees = trees

    def of(self, left: Version | Staged | DataDirectory) -> str:
        """Clear up after what is gone; return what came of it."""
        match left:
            case Staged():
                return self.of_upload(left)
            case DataDirectory():
                return self.of_data_directory(left)
        return self.of_version(left)

    def of_upload(self, staged: Staged) -> str:
        """Delete what an upload wrote, unless it was published; return what came of it."""
        _, version = self._uploads.find(staged.id)
        if version is not None:
            return "published"
        self._uploads.forget_files(staged.id, 1)
        return f"swept {self._trees.remove(staged.id)} objects"

    def of_data_directory(self, directory: DataDirectory) -> str:
        """Delete the files of a data directory that was deleted, as far as they are ours."""
        if directory.source:
            return "left elsewhere"
        self._sweep_again(directory.id, directory.project, directory.name)
        return f"swept {self._trees.remove(directory.id)} objects"

    def of_version(self, version: Version) -> str:
        """Delete the files of a version that was deleted, and what is known of its family if it was the last one."""
        removed = 0
        if version.tree is not None:
            # No URL to put files there is good for longer than an upload may take.
            oldest = datetime.now(UTC) - timedelta(seconds=STAGED_SECONDS)
            if datetime.fromisoformat(version.created_at) > oldest:
                self._sweep_again(version.id, version.project, version.name)
            removed = self._trees.remove(version.id)
            self._uploads.forget_files(version.id, version.tree)
        entry = self._families.entry(version.family_id)
        if entry is not None:
            named = entry.project, entry.kind, entry.name
            standing = self._families.get_many([named]).get(named, Family())
            if not standing.live or standing.family_id != entry.family_id:
                self._families.forget(entry)
        return f"swept {removed} objects"

    def _sweep_again(self, tree_id: str, project: str, name: str) -> None:
        """Have what URLs that are still good put there swept when they have ended; asked first, so that one sweep finds it."""
        ends = unix_now() + STAGED_SECONDS
        ended = Staged(id=tree_id, project=project, form=Kind.ARTIFACT, name=name, user_id="", user="", expires_at=ends)
        self._uploads.remember(ended)
