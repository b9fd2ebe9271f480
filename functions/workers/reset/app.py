"""JobQueue - go on with a reset that a request could not finish (WorkersReset)."""

import json
import time
from collections.abc import Mapping
from typing import Any

from cairn.composition import queue, reset
from cairn.permissions import Caller
from cairn.runtime.observability import logger

emptying = reset()
jobs = queue()

_SECONDS = 240


def handler(event: Mapping[str, Any], context: object) -> None:
    """Delete for four minutes; where that does not do, queue the job again. A job that fails is tried again by SQS."""
    for record in event["Records"]:
        job = json.loads(record["body"])
        deadline = time.monotonic() + _SECONDS
        caller = Caller(job["name"], is_admin=True, face="trust", request_id=job["request_id"])
        left_over = emptying.run(caller, job["before"], lambda: time.monotonic() < deadline)  # noqa: B023 - called here
        logger.info("reset", request_id=caller.request_id, is_complete=left_over is None)
        if left_over is not None:
            jobs.send(job)
