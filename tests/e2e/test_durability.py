"""What was acknowledged is there again: after a stop, after Ctrl-C, after kill -9 of everything."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx

from tests.e2e import archive, registry
from tests.e2e.conftest import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.conftest import LocalCloud

WRITERS = 4
WRITES_BEFORE_KILL = 40
MESSAGES = 5


def queue_bodies(cloud: LocalCloud, url: str) -> set[str]:
    """Bodies of the messages that can be received."""
    sqs = cloud.client("sqs")
    found: set[str] = set()
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        found |= {message["Body"] for message in messages}
    return found


def archived(cloud: LocalCloud) -> set[str]:
    """Versions with an entry in the archive."""
    return {entry["version_id"] for entry in archive.entries(cloud)}


def write_until_cut_off(cloud: LocalCloud, acknowledged: dict[str, str], enough: threading.Event) -> None:
    """Register datasets until the cloud dies; remember each that was answered with 201."""
    with cloud.http() as client:
        while True:
            url = registry.source()
            try:
                answer = registry.create(client, url)
            except httpx.TransportError:
                return
            if answer.status_code == 201:
                acknowledged[answer.json()["metadata"]["id"]] = url
            if len(acknowledged) >= WRITES_BEFORE_KILL:
                enough.set()


def end_in_order_twice(cloud: LocalCloud, listed: set[str]) -> None:
    """The same folder again, now ended in order twice over: nothing that survived the kill may be lost later."""
    cloud.interrupt()
    assert wait_until(lambda: not cloud.members(), 5), "Ctrl-C left processes behind"
    assert cloud.errors.read_text().endswith("stopped; everything is kept\n")
    cloud.start()
    with cloud.http() as client:
        assert {one["id"] for one in registry.everything(client)} == listed
        identity = registry.register(client, registry.source())
    cloud.stop()
    assert wait_until(lambda: not cloud.members(), 5), "SIGTERM left processes behind"
    cloud.start()
    with cloud.http() as client:
        assert registry.read(client, identity).status_code == 200
        last = registry.register(client, registry.source())
    # The stream goes on where it was, although it is not in the table's own state.
    assert wait_until(lambda: archived(cloud) >= {identity, last}, 60)


def test_a_kill_of_the_whole_group_loses_no_acknowledged_write(clouds: Callable[..., LocalCloud]) -> None:
    cloud = clouds().start()
    dead_letters = cloud.resource("JobDeadLetterQueue")
    bodies = {f"message {number}" for number in range(MESSAGES)}
    for body in bodies:
        cloud.client("sqs").send_message(QueueUrl=dead_letters, MessageBody=body)
    cloud.client("s3").put_object(Bucket=cloud.resource("Bucket"), Key="kept", Body=b"content")
    acknowledged: dict[str, str] = {}
    enough = threading.Event()
    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(write_until_cut_off, cloud, acknowledged, enough) for _ in range(WRITERS)]
        assert enough.wait(120), f"only {len(acknowledged)} writes were acknowledged"
        cloud.kill()
        for writer in writers:
            writer.result()

    cloud.start()
    with cloud.http() as client:
        found = {identity: registry.read(client, identity) for identity in acknowledged}
        listed = {one["id"] for one in registry.everything(client)}
    assert {identity: answer.json()["data"]["url"] for identity, answer in found.items()} == acknowledged
    assert listed >= acknowledged.keys()
    assert queue_bodies(cloud, cloud.resource("JobDeadLetterQueue")) == bodies
    assert wait_until(lambda: archived(cloud) >= listed, 60), "the archive lacks entries of acknowledged writes"
    assert cloud.client("s3").get_object(Bucket=cloud.resource("Bucket"), Key="kept")["Body"].read() == b"content"

    end_in_order_twice(cloud, listed)


def test_a_kill_during_the_first_deploy_does_not_spoil_the_folder(clouds: Callable[..., LocalCloud]) -> None:
    cloud = clouds()
    cloud.launch()
    deploying = "deploying the stack"
    assert wait_until(lambda: deploying in cloud.errors.read_text(), 420)
    assert wait_until(lambda: "CREATE_IN_PROGRESS" in log(cloud), 60), log(cloud)
    cloud.kill()
    cloud.start()
    with cloud.http() as client:
        assert registry.read(client, registry.register(client, registry.source())).status_code == 200


def log(cloud: LocalCloud) -> str:
    """What the deploy has said so far."""
    path = cloud.state / "deploy.log"
    return path.read_text() if path.exists() else ""
