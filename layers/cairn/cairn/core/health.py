"""Health: does what the registry stands on answer, and how fast."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from cairn.runtime.clock import now
from cairn.runtime.observability import logger
from cairn.store.bucket import Bucket
from cairn.store.keys import head
from cairn.store.queue import Queue
from cairn.store.table import Table

OK, DEGRADED, CRITICAL, UNKNOWN = "ok", "degraded", "critical", "unknown"
SLOW_MS = 1_000
"""A component that takes longer to answer one small call is degraded."""

HUB = "Where models are ingested from: it is asked when one is registered, not by this route."


@dataclass(frozen=True, slots=True)
class Component:
    """What was seen of one component, just now."""

    id: str
    display_name: str
    status: str
    observed_at: str
    description: str
    metrics: dict[str, float] = field(default_factory=dict)
    issues: list[str] = field(default_factory=list)


class Health:
    """The state of the table, the bucket, the queue and the hub."""

    def __init__(self, table: Table, bucket: Bucket, queue: Queue) -> None:
        """Watch these."""
        self._table = table
        self._bucket = bucket
        self._queue = queue

    def components(self) -> list[Component]:
        """Ask each component one small question; none of them reads more than one item."""
        return [
            _asked("dynamodb", "DynamoDB table", "Records, search entries and the audit trail.", self._ask_table),
            _asked("s3", "S3 bucket", "Bundles and files.", self._ask_bucket),
            _asked("queue", "Job queue", "Work that is done later.", self._ask_queue),
            Component("hub", "Model hub", UNKNOWN, now(), HUB),
        ]

    def _ask_table(self) -> tuple[dict[str, float], list[str]]:
        self._table.get(head(None))
        return {}, []

    def _ask_bucket(self) -> tuple[dict[str, float], list[str]]:
        self._bucket.reach()
        return {}, []

    def _ask_queue(self) -> tuple[dict[str, float], list[str]]:
        waiting, given_up = self._queue.depths()
        issues = [f"{given_up} jobs were given up: see the dead-letter queue, then run `make redrive`."] if given_up else []
        return {"jobs_waiting": waiting, "jobs_given_up": given_up}, issues


def _asked(
    component_id: str, display_name: str, description: str, ask: Callable[[], tuple[dict[str, float], list[str]]]
) -> Component:
    started = time.perf_counter()
    try:
        metrics, issues = ask()
    except Exception:  # noqa: BLE001 - see below
        # Whatever it is, the answer to "are you well" is no; the log has it whole, the caller need not.
        logger.exception("a component does not answer", component=component_id)
        return Component(component_id, display_name, CRITICAL, now(), description, {}, ["It does not answer."])
    milliseconds = round((time.perf_counter() - started) * 1000, 1)
    status = DEGRADED if issues or milliseconds > SLOW_MS else OK
    return Component(component_id, display_name, status, now(), description, {"answer_ms": milliseconds, **metrics}, issues)
