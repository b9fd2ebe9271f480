"""Table - keep each audit entry where no function can change it (WorkersAuditArchive)."""

from collections.abc import Mapping
from typing import Any

from cairn.composition import archive
from cairn.runtime.observability import count, logger
from cairn.store.stream import Change

keeper = archive()


def handler(event: Mapping[str, Any], context: object) -> None:
    """Archive a batch of the table's stream; a batch that fails comes again."""
    tampered = keeper.keep([Change.of(record) for record in event["Records"]])
    for change in tampered:
        logger.error("audit entry changed", item=change.partition, sequence=change.sequence)
    if tampered:
        count("TamperedEntries", "workers")
