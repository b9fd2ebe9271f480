"""The files of published versions: listed and led to by what was found when they were published, not by what is there now."""

from collections.abc import Sequence

from cairn.core import audit, bundles, paths
from cairn.core.artifacts import Kinds, shown
from cairn.errors import ArtifactMissingError, CursorInvalidError, FileMissingError
from cairn.permissions import Caller
from cairn.records import Action, TreeFile, Version
from cairn.store.trees import Child, Trees
from cairn.store.uploads import UploadStore
from cairn.store.versions import VersionStore

URL_SECONDS = 3600
BUNDLE = "bundle.zip"
"""The one file of a version that was ingested: see `cairn.core.bundles`."""


class Files:
    """Reads the files of versions."""

    def __init__(self, versions: VersionStore, uploads: UploadStore, trees: Trees) -> None:
        """Read lists in a table, files in a bucket."""
        self._versions = versions
        self._uploads = uploads
        self._trees = trees

    def children(
        self, caller: Caller, kind: Kinds, version_id: str, folder: str, limit: int, after: str | None
    ) -> tuple[list[Child], str | None]:
        """Return a page of what lies directly in a directory, and where to go on: one batch read.

        Raises:
            ArtifactMissingError: no version has the id, or none that the caller may see.
            FilePathInvalidError: see `cairn.core.paths`.
            CursorInvalidError: `after` is not where a page ended.
        """
        start = paths.checked_folder(folder)
        _, files = self._files(caller, kind, version_id)
        found: dict[tuple[str, bool], Child] = {}  # A file and a directory may have one name.
        for file in files:
            if file.path.startswith(start):
                rest, _, below = file.path[len(start) :].partition("/")
                path = start + rest
                found.setdefault((path, bool(below)), Child(path, None if below else file))
        place = _place(after)
        children = list(found.values())[place : place + limit]
        is_more = place + limit < len(found)
        return children, str(place + limit) if is_more else None

    def download_urls(self, caller: Caller, kind: Kinds, version_id: str, wanted: Sequence[str]) -> list[str]:
        """Return where to get files, in their order: one batch read, and one write that says that the caller did.

        Each URL is that of the very version of the object that was published, whatever was put there since.

        Raises:
            ArtifactMissingError, FilePathInvalidError: as `children`.
            FileMissingError: the version has no such file.
        """
        safe = [paths.checked(path) for path in wanted]
        version, files = self._files(caller, kind, version_id)
        by_path = {file.path: file for file in files}
        missing = next((path for path in safe if path not in by_path), None)
        if missing is not None:
            raise FileMissingError(path=missing)
        self._versions.note(audit.look(caller, Action.DOWNLOAD, version))
        if version.bundle_key is not None:
            return [self._trees.bucket.download_url(version.bundle_key, bundles.DOWNLOAD_SECONDS) for _ in safe]
        return [self._trees.download_url(version.id, path, URL_SECONDS, by_path[path].version) for path in safe]

    def _files(self, caller: Caller, kind: Kinds, version_id: str) -> tuple[Version, list[TreeFile]]:
        found, files = self._uploads.read_files(version_id)
        try:
            version = shown(caller, kind, version_id, found)
        except ArtifactMissingError:
            # Clients name a version of any kind here, and all that they say of it is its id.
            raise ArtifactMissingError(type="version", id=version_id) from None
        if version.bundle_key is not None:
            return version, [TreeFile(BUNDLE, 0, "", "", version.updated_at)]
        return version, files


def _place(after: str | None) -> int:
    if not after:
        return 0
    if not (after.isascii() and after.isdigit() and len(after) < 8):  # noqa: PLR2004 - digits of more files than there can be
        raise CursorInvalidError
    return int(after)
