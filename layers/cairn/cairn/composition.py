"""The composition root: the use cases, built on this deployment's table, once per process and only where asked for."""

from functools import cache
from typing import TYPE_CHECKING

from cairn.runtime import clients
from cairn.runtime.settings import settings
from cairn.store.table import Table
from cairn.store.versions import VersionStore

if TYPE_CHECKING:
    from cairn.core.archive import Archive
    from cairn.core.artifacts import Artifacts
    from cairn.core.health import Health
    from cairn.core.lineage import Ancestry
    from cairn.core.reset import Reset
    from cairn.core.search import Search
    from cairn.store.queue import Queue


@cache
def versions() -> VersionStore:
    """Return the versions of this deployment."""
    return VersionStore(Table(clients.dynamodb(clients.TRIES), settings().table))


@cache
def artifacts() -> "Artifacts":
    """Return registering, reading, changing and deleting."""
    from cairn.core.artifacts import Artifacts

    return Artifacts(versions())


@cache
def search() -> "Search":
    """Return finding without an id."""
    from cairn.core.search import Search

    return Search(versions())


@cache
def ancestry() -> "Ancestry":
    """Return lineage and cost."""
    from cairn.core.lineage import Ancestry

    return Ancestry(versions())


@cache
def reset() -> "Reset":
    """Return emptying the registry."""
    from cairn.core.reset import Reset

    return Reset(versions())


@cache
def queue(tries: int = clients.TRIES, /) -> "Queue":
    """Return the queue of deferred work."""
    from cairn.store.queue import Queue

    return Queue(clients.sqs(tries), settings().queue_url, settings().dead_letter_queue_url)


@cache
def health() -> "Health":
    """Return the state of what the registry stands on; who asks whether a service answers asks once."""
    from cairn.core.health import Health
    from cairn.store.bucket import Bucket

    table = Table(clients.dynamodb(1), settings().table)
    return Health(table, Bucket(clients.s3(1), settings().bucket), queue(1))


@cache
def archive() -> "Archive":
    """Return the archive of the audit trail."""
    from cairn.core.archive import Archive
    from cairn.store.bucket import Bucket

    return Archive(Bucket(clients.s3(clients.TRIES), settings().bucket))
