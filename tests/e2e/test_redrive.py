"""Dead letters go back to the queue that they came from."""

from __future__ import annotations

import os
import subprocess
import uuid
from typing import TYPE_CHECKING

from local import redrive
from local.settings import ROOT
from tests.e2e.conftest import FOREIGN

if TYPE_CHECKING:
    from tests.e2e.conftest import LocalCloud

LETTERS = 23


def test_every_message_moves_with_its_attributes(stack: LocalCloud) -> None:
    sqs, name = stack.client("sqs"), uuid.uuid4().hex
    source = sqs.create_queue(QueueName=f"{name}-dead")["QueueUrl"]
    target = sqs.create_queue(QueueName=name)["QueueUrl"]
    attributes = {"kind": {"DataType": "String", "StringValue": "rating"}}
    for number in range(LETTERS):
        sqs.send_message(QueueUrl=source, MessageBody=str(number), MessageAttributes=attributes)

    assert redrive.move(sqs, source, target) == LETTERS

    assert "Messages" not in sqs.receive_message(QueueUrl=source, MaxNumberOfMessages=10)
    moved: dict[str, str] = {}
    while messages := sqs.receive_message(QueueUrl=target, MaxNumberOfMessages=10, MessageAttributeNames=["All"]).get(
        "Messages"
    ):
        moved |= {one["Body"]: one["MessageAttributes"]["kind"]["StringValue"] for one in messages}
    assert moved == {str(number): "rating" for number in range(LETTERS)}


def test_the_command_finds_the_running_local_cloud(stack: LocalCloud) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    done = subprocess.run(
        ["make", "--no-print-directory", "redrive"],  # noqa: S607 - whichever make the person uses
        cwd=ROOT,
        env=own | {"STATE_DIR": str(stack.state), "HOME": str(stack.state)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "0 messages moved" in done.stdout
