"""Artifacts: registered, found, traced, emptied."""

from functools import cache
from typing import TYPE_CHECKING

from cairn.composition.documents import documented
from cairn.composition.foundation import queue, retire, versions
from cairn.composition.publishing import project_reset
from cairn.runtime import clients
from cairn.runtime.settings import settings
from cairn.store.table import Table

if TYPE_CHECKING:
    from cairn.core.archive import Archive
    from cairn.core.artifacts import Artifacts
    from cairn.core.health import Health
    from cairn.core.lineage import Ancestry
    from cairn.core.reset import Reset
    from cairn.core.search import Search


@cache
def artifacts() -> "Artifacts":
    """Return registering, reading, changing and deleting."""
    from cairn.core.artifacts import Artifacts

    return Artifacts(versions(), retire)


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

    return Reset(versions(), retire, [documented(), project_reset()])


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
