"""JobQueue - go on with a reset that a request could not finish, sweep behind deletions of documents (WorkersReset)."""

import json
import time
from collections.abc import Mapping
from typing import Any

from cairn.composition import background, queue
from cairn.runtime.observability import logger

work = background()
jobs = queue()

_SECONDS = 240


def handler(event: Mapping[str, Any], context: object) -> None:
    """Work for four minutes; where that does not do, queue the job again. A job that fails is tried again by SQS."""
    for record in event["Records"]:
        job = json.loads(record["body"])
        deadline = time.monotonic() + _SECONDS
        is_complete = work.do(job, lambda: time.monotonic() < deadline)  # noqa: B023 - called here
        logger.info("job", job=job["job"], is_complete=is_complete)
        if not is_complete:
            jobs.send(job)
