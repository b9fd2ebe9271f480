"""Staging: an id, and a place for the files, of a version that will be published.

Nobody sees it until then. The bytes never pass here: clients put them to presigned URLs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cairn.core import names, paths
from cairn.core.answers import ANSWER_BYTES
from cairn.errors import RequestInvalidError, UploadMissingError, VersionPublishedError
from cairn.permissions import Caller
from cairn.projects import Project
from cairn.records import Family, Kind, Staged
from cairn.runtime.clock import new_id, unix_now
from cairn.store import keys
from cairn.store.families import FamilyStore
from cairn.store.trees import Trees
from cairn.store.uploads import UploadStore

STAGED_SECONDS = 24 * 3600
"""How long an upload may take; what is not published by then is swept."""

URL_SECONDS = 3600
"""A single file of at most 5 GB."""

PARTS = 10_000
"""The most parts that S3 takes."""

_PART_BYTES = 256
"""What the URL of a part has beside that of a whole file: the ids of the upload and the part, and its JSON."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a staged version's files go."""

    id: str
    address: str
    family_id: str
    """The id of the family that it will belong to, if nobody else begins that meanwhile under another kind."""


@dataclass(frozen=True, slots=True)
class Multipart:
    """An upload in parts: a URL for each part, and the one that the list of parts is posted to."""

    upload_id: str
    parts: list[str]
    completion: str


class Staging:
    """Uploads that have begun."""

    def __init__(self, uploads: UploadStore, families: FamilyStore, trees: Trees) -> None:
        """Keep them in a table, their files in a bucket."""
        self._uploads = uploads
        self._families = families
        self._trees = trees

    def stage(self, caller: Caller, project: Project, form: Kind, name: str) -> Place:
        """Begin an upload: one batch read, one write.

        Of an artifact it is only known what it is once it is published: a name that a model has may be meant.

        Raises:
            NameHeldError: something of another kind has the name.
            FamilyClosedError, PermissionMissingError: the caller may not add such a version.
        """
        held = names.holders(self._families, project.id, name)
        is_model = form is Kind.ARTIFACT and Kind.MODEL in held.live
        kind = Kind.MODEL if is_model else names.kind_for(form, form, name, held)
        names.check_joining(caller, project, kind, name, held.live.get(kind))
        staged = Staged(
            id=new_id(),
            project=project.id,
            form=form,
            name=name,
            user_id=caller.id,
            user=caller.name,
            expires_at=unix_now() + STAGED_SECONDS,
        )
        self._uploads.stage(staged)
        return Place(staged.id, self._trees.address(staged.id), _family_id(staged, kind, held))

    def fail(self, caller: Caller, version_id: str) -> None:
        """Give an upload up; what it wrote is swept.

        Raises:
            UploadMissingError: there is none (any more), as far as the caller may know.
            VersionPublishedError: it was published.
        """
        self._uploads.drop(self._own(caller, version_id))

    def upload_urls(self, caller: Caller, version_id: str, wanted: Sequence[str]) -> list[str]:
        """Return where to put files, in their order: one batch read.

        Raises:
            UploadMissingError, VersionPublishedError: as `fail`.
            FilePathInvalidError: see `cairn.core.paths`.
        """
        safe = [paths.checked(path) for path in wanted]
        left = self._own(caller, version_id).expires_at - unix_now()
        return [self._trees.upload_url(version_id, path, max(1, min(URL_SECONDS, left))) for path in safe]

    def multipart(self, caller: Caller, version_id: str, path: str, parts: int) -> Multipart:
        """Begin an upload in parts: one batch read, and one call of S3. Its URLs are good for as long as the upload may take.

        Raises:
            RequestInvalidError: the URLs of so many parts do not fit an answer.
            UploadMissingError, VersionPublishedError, FilePathInvalidError: as `upload_urls`.
        """
        safe = paths.checked(path)
        # No URL outlives the upload: what it put there later would be swept by nobody.
        left = self._own(caller, version_id).expires_at - unix_now()
        return begun(self._trees, version_id, safe, parts, max(1, left))

    def _own(self, caller: Caller, version_id: str) -> Staged:
        staged, version = self._uploads.find(version_id)
        if version is not None and names.is_shown(caller, version):
            raise VersionPublishedError(id=version_id)
        if staged is None or not (caller.is_admin or staged.user_id == caller.id):
            raise UploadMissingError(id=version_id)
        return staged


def begun(trees: Trees, tree_id: str, path: str, parts: int, seconds: int = STAGED_SECONDS) -> Multipart:
    """Begin an upload in parts to a path that is checked: one call of S3.

    Raises:
        RequestInvalidError: the URLs of so many parts do not fit an answer.
    """
    most = ANSWER_BYTES // (len(path.encode()) + len(trees.upload_url(tree_id, path, seconds)) + _PART_BYTES)
    if parts > most:
        raise RequestInvalidError(reason=f"num_parts: {most} URLs fit an answer, make larger parts")
    upload = trees.begin_multipart(tree_id, path)
    urls = [trees.part_url(tree_id, path, upload, number, seconds) for number in range(1, parts + 1)]
    return Multipart(upload, urls, trees.completion_url(tree_id, path, upload, seconds))


def _family_id(staged: Staged, kind: Kind, held: names.Holders) -> str:
    family = held.known.get(kind, Family())
    if family.live:
        return family.family_id
    return keys.family_id(staged.project, kind, staged.name, family.last_number, family.removed_at)
