"""The AWS clients: built once per process, from botocore itself.

Importing boto3 costs 9 to 23 ms of a cold start more and gives the same object.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.session import Session, get_session

if TYPE_CHECKING:
    from botocore.client import BaseClient

# Short waits, few tries: a request has 29 s in all, and a call that has not answered in 5 s is better asked again.
_NETWORK = {"connect_timeout": 2, "read_timeout": 5, "tcp_keepalive": True, "max_pool_connections": 16}


@cache
def _session() -> Session:
    return get_session()


def _client(service: str, **settings: Any) -> "BaseClient":
    config = Config(retries={"mode": "standard", "total_max_attempts": 4}, **_NETWORK, **settings)
    return _session().create_client(service, config=config)


@cache
def dynamodb() -> "BaseClient":
    """Return the DynamoDB client. Parameter validation is off: the store builds each request itself."""
    return _client("dynamodb", parameter_validation=False)


@cache
def s3() -> "BaseClient":
    """Return the S3 client: signature v4, the bucket in the path where the endpoint is not AWS's own."""
    return _client("s3", signature_version="s3v4")


@cache
def sqs() -> "BaseClient":
    """Return the SQS client."""
    return _client("sqs")
