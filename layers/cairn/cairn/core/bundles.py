"""Where a version's bytes can be had, and what becomes of a bundle that no record names any more.

Object first, record second: a record never points to nothing. What could be left over is announced before it exists, by a job
that comes when all is over and deletes the object if no record names it.
"""

from collections.abc import Callable, Mapping

from cairn.records import Json, Version
from cairn.store.bucket import Bucket
from cairn.store.versions import VersionStore

DOWNLOAD_SECONDS = 900
"""A download begins within a quarter of an hour, or its URL is fetched again."""

SWEEP_SECONDS = 900
"""The longest delay that SQS knows, and three times the longest run of a function that writes bundles."""

PREFIX = "bundles"

Send = Callable[[Mapping[str, Json], int], None]


def sweep_job(version_id: str, key: str) -> dict[str, Json]:
    """Return the job that deletes an object unless the version's record names it."""
    return {"job": "sweep", "id": version_id, "key": key}


def download_url(bucket: Bucket, version: Version) -> str:
    """Return the URL that a version's bytes can be had at: its client's own, else its bundle's, signed now; "" without."""
    if version.download_url is not None:
        return version.download_url
    return bucket.download_url(version.bundle_key, DOWNLOAD_SECONDS) if version.bundle_key is not None else ""


class Sweeping:
    """Deletes objects that no record names."""

    def __init__(self, versions: VersionStore, bucket: Bucket) -> None:
        """Look at a store and a bucket."""
        self._versions = versions
        self._bucket = bucket

    def sweep(self, version_id: str, key: str) -> bool:
        """Delete an object unless the version's record names it; tell whether it is gone. Again is fine."""
        version = self._versions.get(version_id)
        if version is not None and version.bundle_key == key:
            return False
        self._bucket.delete(key)
        return True
