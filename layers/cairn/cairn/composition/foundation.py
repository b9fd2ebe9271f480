"""What everything stands on: the table, the bucket, the queues."""

from functools import cache
from typing import TYPE_CHECKING

from cairn.runtime import clients
from cairn.runtime.settings import ingestion_settings, settings
from cairn.store.table import Table
from cairn.store.versions import VersionStore

if TYPE_CHECKING:
    from cairn.records import Version
    from cairn.store.bucket import Bucket
    from cairn.store.directory import DirectoryStore
    from cairn.store.queue import Queue
    from cairn.store.trees import Trees


@cache
def table() -> Table:
    """Return the table of this deployment."""
    return Table(clients.dynamodb(clients.TRIES), settings().table)


@cache
def versions() -> VersionStore:
    """Return the versions of this deployment."""
    return VersionStore(table())


@cache
def trees() -> "Trees":
    """Return the files of versions."""
    from cairn.store.trees import Trees

    return Trees(bucket())


@cache
def queue(tries: int = clients.TRIES, /) -> "Queue":
    """Return the queue of deferred work."""
    from cairn.store.queue import Queue

    return Queue(clients.sqs(tries), settings().queue_url, settings().dead_letter_queue_url)


@cache
def directory() -> "DirectoryStore":
    """Return the user directory of this deployment."""
    from cairn.store.directory import DirectoryStore

    return DirectoryStore(table())


def retire(version: "Version") -> None:
    """Have the bundle of a version that is about to lose it looked after, once that is over."""
    from cairn.core.bundles import SWEEP_SECONDS, sweep_job

    ingestion_queue().send(sweep_job(version.id, version.bundle_key or ""), SWEEP_SECONDS)


@cache
def bucket() -> "Bucket":
    """Return the bucket of this deployment."""
    from cairn.store.bucket import Bucket

    return Bucket(clients.s3(clients.TRIES), settings().bucket)


@cache
def ingestion_queue() -> "Queue":
    """Return the queue of what has to do with ingestion."""
    from cairn.store.queue import Queue

    return Queue(clients.sqs(clients.TRIES), ingestion_settings().queue_url, ingestion_settings().dead_letter_queue_url)
