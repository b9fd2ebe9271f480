"""The environment that ministack runs in: nothing of the host's but the path, so nothing leaks into a function."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ACCOUNT = "123456789012"
REGION = "us-east-1"
# Above what the gateway lets through at a time, so that a queue's workers find room beside the requests.
CONCURRENCY = 96


def of(folder: Path, port: int) -> dict[str, str]:
    """Settings for a ministack that keeps its data in `folder` and listens on `port`."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "TMPDIR": str(folder / "tmp"),
        "AUTH": "true",
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "IOT_MTLS_ENABLED": "0",
        "LAMBDA_ACCOUNT_CONCURRENCY": str(CONCURRENCY),
        "LAMBDA_EXECUTOR": "local",
        "LAMBDA_WARM_TTL_SECONDS": "60",
        "LOG_LEVEL": "WARNING",
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "MINISTACK_REGION": REGION,
        "PERSIST_STATE": "1",
        "S3_DATA_DIR": str(folder / "s3"),
        "S3_PERSIST": "1",
        "SFTP_ENABLED": "0",
        "STATE_DIR": str(folder / "state"),
    }


def client(port: int) -> dict[str, str]:
    """What a client of it needs: the SAM CLI, the gateway and the tests."""
    return {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
    }
