"""The bucket."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError  # noqa: A004 - botocore's own name

from cairn.errors import StoreBusyError


class Bucket:
    """One S3 bucket."""

    def __init__(self, client: Any, name: str) -> None:
        """Speak to the bucket `name` through a botocore client."""
        self.client = client
        """For what else lies in it: see `cairn.store.trees`."""
        self.name = name

    def reach(self) -> None:
        """Ask the bucket for nothing but to answer; raises what botocore raises when it does not."""
        self.client.head_bucket(Bucket=self.name)

    def add(self, key: str, body: bytes) -> None:
        """Write an object that is not there yet; one that is there stays as it is; raises as `put`."""
        try:
            with answering():
                self.client.put_object(Bucket=self.name, Key=key, Body=body, IfNoneMatch="*")
        except ClientError as error:
            if error.response["Error"]["Code"] != "PreconditionFailed":
                raise

    def put(self, key: str, content: bytes, content_type: str) -> None:
        """Write an object.

        Raises:
            StoreBusyError: the bucket does not answer.
        """
        with answering():
            self.client.put_object(Bucket=self.name, Key=key, Body=content, ContentType=content_type)

    def get(self, key: str) -> bytes:
        """Read an object whole.

        Raises:
            StoreBusyError: the bucket does not answer.
        """
        with answering():
            content: bytes = self.client.get_object(Bucket=self.name, Key=key)["Body"].read()
        return content

    def size(self, key: str) -> int | None:
        """Return the bytes that an object has, None without one; raises as `get`."""
        try:
            with answering():
                return int(self.client.head_object(Bucket=self.name, Key=key)["ContentLength"])
        except ClientError as error:
            # 403 is what who may not list is told of what is not there.
            if error.response["Error"]["Code"] in {"404", "NoSuchKey", "NotFound", "403"}:
                return None
            raise

    def names(self, prefix: str) -> Iterator[str]:
        """List the keys that begin with a prefix, a thousand a call; raises as `get`."""
        more: dict[str, Any] = {}
        while True:
            with answering():
                page = self.client.list_objects_v2(Bucket=self.name, Prefix=prefix, **more)
            yield from (one["Key"] for one in page.get("Contents", []))
            if not page.get("IsTruncated"):
                return
            more = {"ContinuationToken": page["NextContinuationToken"]}

    def delete(self, key: str) -> None:
        """Delete an object (its versions stay as long as the lifecycle says); one that is not there is fine.

        Raises:
            StoreBusyError: the bucket does not answer.
        """
        with answering():
            self.client.delete_object(Bucket=self.name, Key=key)

    def upload_url(self, key: str, seconds: int) -> str:
        """Return a URL that anybody can write an object to for so long; nothing is asked of the bucket."""
        url: str = self.client.generate_presigned_url("put_object", {"Bucket": self.name, "Key": key}, ExpiresIn=seconds)
        return url

    def download_url(self, key: str, seconds: int) -> str:
        """Return a URL that anybody can read an object by for so long; nothing is asked of the bucket."""
        url: str = self.client.generate_presigned_url("get_object", {"Bucket": self.name, "Key": key}, ExpiresIn=seconds)
        return url


@contextmanager
def answering() -> Iterator[None]:
    """Raise StoreBusyError where the bucket does not answer."""
    try:
        yield
    except (ConnectionError, HTTPClientError) as error:
        raise StoreBusyError from error
    except ClientError as error:
        if error.response["Error"]["Code"] in {"SlowDown", "InternalError", "ServiceUnavailable"}:
            raise StoreBusyError from error
        raise
