"""The bucket."""

from typing import Any


class Bucket:
    """One S3 bucket."""

    def __init__(self, client: Any, name: str) -> None:
        """Speak to the bucket `name` through a botocore client."""
        self._client = client
        self.name = name

    def reach(self) -> None:
        """Ask the bucket for nothing but to answer; raises what botocore raises when it does not."""
        self._client.head_bucket(Bucket=self.name)
