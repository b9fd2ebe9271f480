"""Trees of files in the bucket, each under an opaque root of ours; the bytes go straight between the client and S3.

Paths within a tree are the client's: `cairn.core.paths` has checked each that comes here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from cairn.errors import CursorInvalidError
from cairn.records import TreeFile
from cairn.store.bucket import Bucket, answering

PREFIX = "trees"
_DELETED_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Child:
    """What lies directly in a directory: a file, or (file None) a directory."""

    path: str
    file: TreeFile | None


def root(tree_id: str) -> str:
    """Return the prefix of a tree's keys, from an id of ours; it ends with a slash."""
    return f"{PREFIX}/{tree_id}/"


def address(bucket: str, tree_id: str) -> str:
    """Return where a tree is, as its clients write it: `s3://bucket/trees/<id>`."""
    return f"s3://{bucket}/{root(tree_id).rstrip('/')}"


class Trees:
    """The file trees of one bucket."""

    def __init__(self, bucket: Bucket) -> None:
        """Keep them in a bucket."""
        self._client: Any = bucket.client
        self.bucket = bucket

    def address(self, tree_id: str) -> str:
        """Return where a tree is, as its clients write it: `s3://bucket/trees/<id>`."""
        return address(self.bucket.name, tree_id)

    def tree_of(self, address: str) -> str | None:
        """Return the id of the tree that an address leads to, None if it is none of ours."""
        start = f"s3://{self.bucket.name}/{PREFIX}/"
        tree_id = address.removeprefix(start).rstrip("/")
        return tree_id if address.startswith(start) and tree_id and "/" not in tree_id else None

    def upload_url(self, tree_id: str, path: str, seconds: int) -> str:
        """Return a URL that anybody can put a file to for so long; only the host is signed."""
        return self._signed("put_object", seconds, Key=root(tree_id) + path)

    def download_url(self, tree_id: str, path: str, seconds: int, version: str = "") -> str:
        """Return a URL that anybody can get a file by for so long: one version of the object, or ("") its newest."""
        pinned = {"VersionId": version} if version else {}
        return self._signed("get_object", seconds, Key=root(tree_id) + path, **pinned)

    def begin_multipart(self, tree_id: str, path: str) -> str:
        """Begin an upload in parts; return its id."""
        with answering():
            begun = self._client.create_multipart_upload(Bucket=self.bucket.name, Key=root(tree_id) + path)
        upload: str = begun["UploadId"]
        return upload

    def part_url(self, tree_id: str, path: str, upload: str, number: int, seconds: int) -> str:
        """Return the URL that a part (1, 2, 3 ...) is put to."""
        return self._signed("upload_part", seconds, Key=root(tree_id) + path, UploadId=upload, PartNumber=number)

    def completion_url(self, tree_id: str, path: str, upload: str, seconds: int) -> str:
        """Return the URL that the list of parts is posted to, which makes them a file."""
        named = {"Key": root(tree_id) + path, "UploadId": upload}
        return self._signed("complete_multipart_upload", seconds, method="POST", **named)

    def files(self, tree_id: str) -> list[TreeFile]:
        """Return all files of a tree, each with the version of its object that is the newest now, sorted by path.

        One call for each thousand versions of objects.
        """
        start = root(tree_id)
        newest = [one for one in self._versions(start) if one["IsLatest"]]
        return sorted(
            (_file(one["Key"].removeprefix(start), one, one["VersionId"]) for one in newest), key=lambda file: file.path
        )

    def children(self, tree_id: str, folder: str, limit: int, after: str | None) -> tuple[list[Child], str | None]:
        """Read a page of what lies directly in a folder ("" or with a slash at its end), and where to go on: one call.

        Raises:
            CursorInvalidError: S3 did not say to go on there.
        """
        start = root(tree_id)
        going_on = {"ContinuationToken": after} if after else {}
        try:
            with answering():
                found = self._client.list_objects_v2(
                    Bucket=self.bucket.name, Prefix=start + folder, Delimiter="/", MaxKeys=limit, **going_on
                )
        except ClientError as error:
            if error.response["Error"]["Code"] == "InvalidArgument":
                raise CursorInvalidError from error
            raise
        folders = [Child(one["Prefix"].removeprefix(start).rstrip("/"), None) for one in found.get("CommonPrefixes", [])]
        files = [_file(one["Key"].removeprefix(start), one, "") for one in found.get("Contents", [])]
        both = folders + [Child(file.path, file) for file in files]
        return sorted(both, key=lambda child: child.path), found.get("NextContinuationToken")

    def delete(self, tree_id: str, paths: Sequence[str]) -> None:
        """Delete files, as far as they exist: their versions stay as long as the lifecycle says."""
        self._delete([{"Key": root(tree_id) + path} for path in paths])

    def remove(self, tree_id: str) -> int:
        """Delete a tree for good: every version of every object, and uploads that were not completed.

        Returns:
            How many versions there were. Again is fine.
        """
        start = root(tree_id)
        doomed = [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in self._versions(start, with_markers=True)]
        self._delete(doomed)
        with answering():
            begun = self._client.list_multipart_uploads(Bucket=self.bucket.name, Prefix=start).get("Uploads", [])
            for upload in begun:
                self._client.abort_multipart_upload(Bucket=self.bucket.name, Key=upload["Key"], UploadId=upload["UploadId"])
        return len(doomed)

    def _versions(self, start: str, *, with_markers: bool = False) -> Iterator[dict[str, Any]]:
        place: dict[str, str] = {}
        while True:
            with answering():
                page = self._client.list_object_versions(Bucket=self.bucket.name, Prefix=start, **place)
            yield from page.get("Versions", [])
            if with_markers:
                yield from page.get("DeleteMarkers", [])
            if not page.get("IsTruncated"):
                return
            place = {"KeyMarker": page["NextKeyMarker"], "VersionIdMarker": page["NextVersionIdMarker"]}

    def _delete(self, doomed: Sequence[dict[str, str]]) -> None:
        for first in range(0, len(doomed), _DELETED_AT_ONCE):
            lot = {"Objects": list(doomed[first : first + _DELETED_AT_ONCE]), "Quiet": True}
            with answering():
                answer = self._client.delete_objects(Bucket=self.bucket.name, Delete=lot)
                if answer.get("Errors"):  # Told within an answer that is a success.
                    raise ClientError({"Error": answer["Errors"][0]}, "DeleteObjects")

    def _signed(self, operation: str, seconds: int, *, method: str | None = None, **named: object) -> str:
        asked = {"Bucket": self.bucket.name, **named}
        url: str = self._client.generate_presigned_url(operation, asked, ExpiresIn=seconds, HttpMethod=method)
        return url


def _file(path: str, told: dict[str, Any], version: str) -> TreeFile:
    at = told["LastModified"].isoformat(timespec="seconds").replace("+00:00", "Z")
    return TreeFile(path, told["Size"], told["ETag"].strip('"'), version, at)
