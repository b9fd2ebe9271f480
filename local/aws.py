"""Clients of whatever AWS endpoint the environment names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.session import get_session

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Clients = Callable[[str], Any]


def clients(environment: Mapping[str, str]) -> Clients:
    """Return a maker of clients for the endpoint and credentials that `environment` holds."""
    session = get_session()
    session.set_credentials(environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"])
    config = Config(retries={"max_attempts": 2}, s3={"addressing_style": "path"})

    def client(service: str) -> Any:
        return session.create_client(
            service,
            region_name=environment["AWS_DEFAULT_REGION"],
            endpoint_url=environment.get("AWS_ENDPOINT_URL"),
            config=config,
        )

    return client
