"""Table - clear up what a version that is gone leaves behind, and an upload that ended (WorkersRemains)."""

from collections.abc import Mapping
from typing import Any

from cairn.composition import remains
from cairn.runtime.observability import logger
from cairn.store.stream import gone

clearing = remains()


def handler(event: Mapping[str, Any], context: object) -> None:
    """Clear up after each deletion of a batch of the table's stream; a batch that fails comes again."""
    for record in event["Records"]:
        left = gone(record)
        logger.info("cleared up", id=left.id, outcome=clearing.of(left))
