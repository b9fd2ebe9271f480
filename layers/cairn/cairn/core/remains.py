"""What a version leaves when it is gone, and an upload that was not published: files, their list, a family that ended.

It comes from the table's stream, a moment after the deletion, and may come twice.
"""

from cairn.records import Family, Staged, Version
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
        return "left elsewhere" if directory.source else f"swept {self._trees.remove(directory.id)} objects"

    def of_version(self, version: Version) -> str:
        """Delete the files of a version that was deleted, and what is known of its family if it was the last one."""
        removed = 0
        if version.tree is not None:
            removed = self._trees.remove(version.id)
            self._uploads.forget_files(version.id, version.tree)
        entry = self._families.entry(version.family_id)
        if entry is not None:
            named = entry.project, entry.kind, entry.name
            standing = self._families.get_many([named]).get(named, Family())
            if not standing.live or standing.family_id != entry.family_id:
                self._families.forget(entry)
        return f"swept {removed} objects"
