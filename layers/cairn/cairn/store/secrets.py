"""Secrets: read from Secrets Manager, never written, logged or kept anywhere else."""

from typing import Any

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError  # noqa: A004 - botocore's own name

from cairn.errors import StoreBusyError

_BUSY = {"ThrottlingException", "InternalServiceError"}


class Secret:
    """One secret."""

    def __init__(self, client: Any, arn: str) -> None:
        """Read the secret `arn` through a botocore client."""
        self._client = client
        self._arn = arn

    def read(self) -> tuple[str, str]:
        """Return the secret as it stands now, and the id of that version of it: one call."""
        try:
            answer = self._client.get_secret_value(SecretId=self._arn)
        except (ConnectionError, HTTPClientError) as error:
            raise StoreBusyError from error
        except ClientError as error:
            if error.response["Error"]["Code"] in _BUSY:
                raise StoreBusyError from error
            raise
        return answer["SecretString"], answer["VersionId"]
