"""One process of a built function, up to its first answer: what cold_start.py starts, counts and times.

    python cold_start_driver.py first | about | warm  EVENT.json

Run with the function, its layers and the runtime client on the path, as Lambda does. AWS answers from this process:
the SDK builds, signs and parses as it does in earnest, only its socket is left out, so that every run is the same.
"""

from __future__ import annotations

import io
import json
import os
import sys
import time
from typing import Any

# Imported before the function, as on Lambda: its runtime client is what imports the handler.
from awslambdaric import bootstrap

ROUNDS = 500
TRUSTING: set[Any] = set()
# All that an operation may look for in the answer of an empty table; the SDK leaves out what does not belong.
NO_ITEMS: dict[str, Any] = {"Items": [], "Count": 0, "ScannedCount": 0, "Responses": {}, "UnprocessedKeys": {}}
NO_MESSAGES = {"Attributes": {"ApproximateNumberOfMessages": "0"}, "MessageId": "0b8a7c66"}
NO_OBJECTS = b'<?xml version="1.0"?><ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>'


class Context:
    """What a handler sees of Lambda's context."""

    aws_request_id = "0b8a7c66-4d52-4b1e-9f0d-2a6c1f3e5d77"
    function_name = "cairn"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:us-east-1:123456789012:function:cairn"


class Raw(io.BytesIO):
    """A body as urllib3 would hand it over."""

    def stream(self, **_: object) -> list[bytes]:
        """Return it in one piece."""
        return [self.read()]


def trust(session: Any, url: str) -> None:
    """Load the roots that a first connection is checked against: this much of TLS is the same each time."""
    if session not in TRUSTING:
        TRUSTING.add(session)
        pool = session._manager.connection_from_url(url)  # noqa: SLF001 - the steps of its own `send`
        session._setup_ssl_cert(pool, url, session._verify)  # noqa: SLF001
        pool.conn_kw["ssl_context"].load_verify_locations(pool.ca_certs)


def from_aws(session: Any, request: Any) -> Any:
    """Answer as an empty table, bucket or queue does."""
    from botocore.awsrequest import AWSResponse  # noqa: PLC0415 - only where the function has an SDK

    trust(session, request.url)
    headers = {"content-type": "application/x-amz-json-1.0"}
    target = request.headers.get("X-Amz-Target", b"")
    answer = NO_MESSAGES if target.startswith(b"AmazonSQS") else NO_ITEMS
    body = json.dumps(answer).encode() if target else NO_OBJECTS
    return AWSResponse(request.url, 200, headers, Raw(body))


def cut_the_socket() -> None:
    """Let the SDK answer from here, if the function has one."""
    if "botocore.httpsession" in sys.modules:
        sys.modules["botocore.httpsession"].URLLib3Session.send = from_aws


def watch_clients(created: list[str]) -> None:
    """Note which clients a function creates; this imports the SDK, so it is never part of a measured run."""
    from botocore.session import Session  # noqa: PLC0415 - see above

    create = Session.create_client

    def noting(session: Any, service: str, *arguments: Any, **settings: Any) -> Any:
        created.append(service)
        return create(session, service, *arguments, **settings)

    Session.create_client = noting


def microseconds(handler: Any, event: Any) -> float:
    """CPU time of a warm request."""
    handler(event, Context())
    started = time.process_time()
    for _ in range(ROUNDS):
        handler(event, Context())
    return (time.process_time() - started) / ROUNDS * 1e6


def without_sdk() -> None:
    """Let the SDK's clients answer before they do anything: what is left is our own code."""
    if "botocore.client" in sys.modules:
        client = sys.modules["botocore.client"].BaseClient
        client._make_api_call = lambda *_: NO_ITEMS | NO_MESSAGES  # noqa: SLF001 - there is no public place before the SDK's work


def main() -> None:
    """Load the function as Lambda does, answer the event, say what was asked."""
    mode, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - pathlib is an import that Lambda does not make
        event = json.load(file)
    created: list[str] = []
    if mode == "about":
        watch_clients(created)
    handler = bootstrap._get_handler("app.handler")  # noqa: SLF001 - what Lambda calls
    cut_the_socket()
    answer = handler(event, Context())
    report: dict[str, Any] = {"status": (answer or {}).get("statusCode"), "clients": created}
    report["hashes"] = "argon2" in sys.modules
    if mode == "warm":
        report["sdk_us"] = microseconds(handler, event)
        without_sdk()
        report["own_us"] = microseconds(handler, event)
    sys.stderr.write(f"\n{json.dumps(report)}\n")
    sys.stderr.flush()
    # Here the caller would have its answer: what an interpreter does to end is not part of a cold start.
    os._exit(0)


if __name__ == "__main__":
    main()
