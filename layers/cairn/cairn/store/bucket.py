"""The bucket."""

from typing import Any

from botocore.exceptions import ClientError


class Bucket:
    """One S3 bucket."""

    def __init__(self, client: Any, name: str) -> None:
        """Speak to the bucket `name` through a botocore client."""
        self._client = client
        self.name = name

    def reach(self) -> None:
        """Ask the bucket for nothing but to answer; raises what botocore raises when it does not."""
        self._client.head_bucket(Bucket=self.name)

    def add(self, key: str, body: bytes) -> None:
        """Write an object that is not there yet; one that is there stays as it is."""
        try:
            self._client.put_object(Bucket=self.name, Key=key, Body=body, IfNoneMatch="*")
        except ClientError as error:
            if error.response["Error"]["Code"] != "PreconditionFailed":
                raise
