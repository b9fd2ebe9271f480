"""IngestionQueue - do what an ingestion left for later (WorkersIngest)."""

import json
from collections.abc import Mapping
from typing import Any

from cairn.composition import jobs
from cairn.runtime.observability import logger

work = jobs()


def handler(event: Mapping[str, Any], context: object) -> None:
    """Finish an ingestion, rate what is unrated, sweep what no record names. A job that fails is tried again by SQS."""
    for record in event["Records"]:
        job = json.loads(record["body"])
        logger.info("job", job=job["job"], id=job.get("id"), outcome=work.do(job))
