"""The AWS clients: built once per process, from botocore itself.

Importing boto3 costs 9 to 23 ms of a cold start more and gives the same object.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.session import Session, get_session

if TYPE_CHECKING:
    from botocore.client import BaseClient

# Short waits, few tries: all of them fit into a function's time-out (15 s), so that a silent service is answered with 503.
_NETWORK = {"connect_timeout": 1, "read_timeout": 3, "tcp_keepalive": True, "max_pool_connections": 16}
TRIES = 3


@cache
def _session() -> Session:
    return get_session()


def _client(service: str, tries: int, **settings: Any) -> "BaseClient":
    config = Config(retries={"mode": "standard", "total_max_attempts": tries}, **_NETWORK, **settings)
    return _session().create_client(service, config=config)


@cache
def dynamodb(tries: int, /) -> "BaseClient":
    """Return the DynamoDB client. Parameter validation is off: the store builds each request itself."""
    return _client("dynamodb", tries, parameter_validation=False)


@cache
def s3(tries: int, /) -> "BaseClient":
    """Return the S3 client: signature v4, the bucket in the path where the endpoint is not AWS's own."""
    return _client("s3", tries, signature_version="s3v4")


@cache
def sqs(tries: int, /) -> "BaseClient":
    """Return the SQS client."""
    return _client("sqs", tries)


@cache
def secrets(tries: int, /) -> "BaseClient":
    """Return the Secrets Manager client."""
    return _client("secretsmanager", tries)
