"""JobQueue - go on with a reset that a request could not finish, sweep behind deletions of documents (WorkersReset)."""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from cairn.composition import document_sweeping, queue, reset
from cairn.permissions import Caller
from cairn.runtime.observability import logger

emptying = reset()
sweeping = document_sweeping()
jobs = queue()

_SECONDS = 240


def handler(event: Mapping[str, Any], context: object) -> None:
    """Delete for four minutes; where that does not do, queue the job again. A job that fails is tried again by SQS."""
    for record in event["Records"]:
        job = json.loads(record["body"])
        deadline = time.monotonic() + _SECONDS
        if not _done(job, lambda: time.monotonic() < deadline):  # noqa: B023 - called here
            jobs.send(job)


def _done(job: Mapping[str, Any], may_go_on: Callable[[], bool]) -> bool:
    if job["job"] == "documents":
        is_complete = sweeping.sweep(job, may_go_on)
    else:
        caller = Caller(job["name"], is_admin=True, face="trust", request_id=job["request_id"])
        is_complete = emptying.run(caller, job["before"], may_go_on) is None
    logger.info(job["job"], is_complete=is_complete)
    return is_complete
