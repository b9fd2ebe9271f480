"""`make redrive`: put the messages of the dead-letter queues back into the queues that they came from.

    python -m local.redrive

Works on whatever the AWS settings of the environment name; without any, on the running local cloud of STATE_DIR.
SQS has a call for this (StartMessageMoveTask), which the local cloud lacks; receive, send, delete works on both. A
message is deleted only after its copy was accepted, so a cut-off run loses nothing.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

from local import aws, console, settings
from local.cloud import environment
from local.deploy import stack

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local.aws import Clients

QUEUES = {"JobDeadLetterQueue": "JobQueue", "IngestionDeadLetterQueue": "IngestionQueue"}
"""By dead-letter queue, where its messages belong."""
BATCH = 10
STREAMS_OWN = '"DDBStreamBatchInfo"'


def move(sqs: Any, source: str, target: str) -> int:
    """Move all jobs that can be received now; returns how many. What the table's stream gave up is no job: it stays."""
    moved = 0
    while messages := sqs.receive_message(
        QueueUrl=source, MaxNumberOfMessages=BATCH, MessageAttributeNames=["All"], WaitTimeSeconds=1
    ).get("Messages"):
        for message in messages:
            if STREAMS_OWN in message["Body"]:
                console.say(f"not a job, it stays: {message['Body']}")
                continue
            attributes = message.get("MessageAttributes", {})
            sqs.send_message(QueueUrl=target, MessageBody=message["Body"], MessageAttributes=attributes)
            sqs.delete_message(QueueUrl=source, ReceiptHandle=message["ReceiptHandle"])
            moved += 1
    return moved


def choose_clients(variables: Mapping[str, str]) -> Clients:
    """The AWS of the environment if it names one, else the local cloud of STATE_DIR."""
    session = get_session()
    if session.get_credentials() is not None:
        make: Clients = session.create_client
        return make
    port = settings.read(variables).state / "cloud.port"
    if not port.exists():
        message = "no AWS credentials are set and there is no local cloud: set AWS_PROFILE, or start `make serve`."
        raise settings.SettingError(message)
    return aws.clients(environment.client(int(port.read_text(encoding="ascii"))))


def main() -> int:
    """Entry point."""
    try:
        clients = choose_clients(os.environ)
        physical = stack.read(clients, settings.STACK).physical
        moved = {target: move(clients("sqs"), physical[source], physical[target]) for source, target in QUEUES.items()}
    except (BotoCoreError, ClientError, settings.SettingError) as error:
        console.say(f"error: {error}")
        return 1
    for target, count in moved.items():
        print(f"{count} messages moved back to the {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
