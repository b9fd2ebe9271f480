"""TrueFoundry's words for staging, signed URLs and files."""

from typing import Annotated, Literal, Self

from pydantic import Field

from cairn.core.staging import PARTS, Multipart, Place
from cairn.faces.http import Answer, Request
from cairn.faces.truefoundry.manifests import StagedManifest
from cairn.store.trees import Child

FILES_PAGE = 1_000
"""The most files and directories of a page."""

VersionId = Annotated[str, Field(min_length=1, max_length=64)]


class Stage(Request):
    """The body of staging."""

    manifest: StagedManifest


class StageRequest(Request):
    """Staging a version."""

    body: Stage


class StagedVersion(Answer):
    """Where to put the files of a version, and what it will be a version of."""

    id: str
    storage_root: str
    artifact_id: str

    @classmethod
    def of(cls, place: Place) -> Self:
        """Translate from the registry."""
        return cls(id=place.id, storage_root=place.address, artifact_id=place.family_id)


class VersionNamed(Request):
    """A body that names a version."""

    id: VersionId


class MarkStageFailureRequest(Request):
    """Giving an upload up."""

    body: VersionNamed


class Paths(Request):
    """The body of asking for signed URLs."""

    id: VersionId
    paths: Annotated[list[str], Field(max_length=1_000)]
    operation: Literal["READ", "WRITE"]


class SignedUrlsRequest(Request):
    """Asking for signed URLs."""

    body: Paths


class SignedUrl(Answer):
    """A URL that needs no token, for a while."""

    path: str
    signed_url: str


class SignedUrls(Answer):
    """URLs in the order of the paths."""

    data: list[SignedUrl]

    @classmethod
    def of(cls, paths: list[str], urls: list[str]) -> Self:
        """Translate from the registry."""
        return cls(data=[SignedUrl(path=path, signed_url=url) for path, url in zip(paths, urls, strict=True)])


class Parts(Request):
    """The body of beginning an upload in parts."""

    id: VersionId
    path: str
    num_parts: Annotated[int, Field(ge=1, le=PARTS)]


class MultipartRequest(Request):
    """Beginning an upload in parts."""

    body: Parts


class MultipartUpload(Answer):
    """Where to put the parts, and where to post their list."""

    storage_provider: Literal["S3_COMPATIBLE"] = "S3_COMPATIBLE"
    part_signed_urls: list[SignedUrl]
    finalize_signed_url: SignedUrl
    s3_compatible_upload_id: str


class MultipartAnswer(Answer):
    """An upload in parts."""

    data: MultipartUpload

    @classmethod
    def of(cls, path: str, begun: Multipart) -> Self:
        """Translate from the registry."""
        parts = [SignedUrl(path=path, signed_url=url) for url in begun.parts]
        end = SignedUrl(path=path, signed_url=begun.completion)
        upload = MultipartUpload(part_signed_urls=parts, finalize_signed_url=end, s3_compatible_upload_id=begun.upload_id)
        return cls(data=upload)


class Folder(Request):
    """The body of listing files."""

    id: VersionId
    path: str | None = None
    limit: Annotated[int, Field(ge=1)] | None = None
    page_token: Annotated[str | None, Field(alias="pageToken")] = None


class ListFilesRequest(Request):
    """Listing what lies directly in a directory."""

    body: Folder


class FileInfo(Answer):
    """A file, or a directory."""

    path: str
    is_dir: bool
    file_size: int | None = None
    last_modified: str | None = None


class TokenPagination(Answer):
    """Where a list goes on."""

    limit: int
    next_page_token: Annotated[str | None, Field(serialization_alias="nextPageToken")] = None


class FileList(Answer):
    """A page of files."""

    data: list[FileInfo]
    pagination: TokenPagination

    @classmethod
    def of(cls, children: list[Child], limit: int, after: str | None) -> Self:
        """Translate from the registry."""
        data = [
            FileInfo(path=child.path, is_dir=True)
            if child.file is None
            else FileInfo(path=child.path, is_dir=False, file_size=child.file.size, last_modified=child.file.modified_at)
            for child in children
        ]
        return cls(data=data, pagination=TokenPagination(limit=limit, next_page_token=after))
