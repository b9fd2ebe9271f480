"""The queue of deferred work."""

import json
from collections.abc import Mapping
from typing import Any

from cairn.records import Json


class Queue:
    """One SQS queue and the queue of what could not be done."""

    def __init__(self, client: Any, url: str, dead_letter_url: str) -> None:
        """Speak to the queues through a botocore client."""
        self._client = client
        self._url = url
        self._dead_letter_url = dead_letter_url

    def send(self, job: Mapping[str, Json], delay_seconds: int = 0) -> None:
        """Put a job in the queue: a worker gets it at least once, not before the delay (900 s at most)."""
        delay = {"DelaySeconds": delay_seconds} if delay_seconds else {}
        self._client.send_message(QueueUrl=self._url, MessageBody=json.dumps(job), **delay)

    def depths(self) -> tuple[int, int]:
        """Return about how many jobs wait, and how many were given up."""
        return self._depth(self._url), self._depth(self._dead_letter_url)

    def _depth(self, url: str) -> int:
        wanted = "ApproximateNumberOfMessages"
        answer = self._client.get_queue_attributes(QueueUrl=url, AttributeNames=[wanted])
        return int(answer["Attributes"][wanted])
