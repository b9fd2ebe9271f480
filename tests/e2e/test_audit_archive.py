"""Audit entries are archived as they are written, and whoever changes one in the table leaves both images behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from tests.e2e import archive, beside, registry
from tests.e2e.conftest import wait_until

if TYPE_CHECKING:
    from tests.e2e.conftest import LocalCloud

SECONDS = 30
WRITER = """
import botocore.exceptions
import botocore.session

def handler(event, context):
    said = []
    client = botocore.session.get_session().create_client("s3")
    for operation, arguments in event:
        try:
            getattr(client, operation)(**arguments)
            said.append("allowed")
        except botocore.exceptions.ClientError as error:
            said.append(error.response["Error"]["Code"])
    return said
"""


def items(stack: LocalCloud, identity: str) -> list[dict[str, Any]]:
    """The audit entries of a version, as the table has them."""
    return stack.client("dynamodb").query(
        TableName=stack.resource("Table"),
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": f"A#{identity}"}},
    )["Items"]


def test_every_change_is_archived(stack: LocalCloud, api: httpx.Client) -> None:
    identity = registry.register(api, registry.source("archived"))
    assert api.delete(f"/artifacts/dataset/{identity}").status_code == 200
    assert wait_until(lambda: len(archive.entries(stack, identity)) == 2, SECONDS)
    create, delete = archive.entries(stack, identity)
    assert [create["action"], delete["action"]] == ["CREATE", "DELETE"]
    assert (create["user"], create["revision_after"], create["face"]) == ("anonymous", 1, "trust")
    assert {create["id"], delete["id"]} == {item["id"]["S"] for item in items(stack, identity)}


def test_who_changes_an_entry_by_hand_leaves_both_images_behind(stack: LocalCloud, api: httpx.Client) -> None:
    identity = registry.register(api, registry.source("tampered"))
    assert wait_until(lambda: len(archive.entries(stack, identity)) == 1, SECONDS)
    [entry] = items(stack, identity)
    dynamodb, table = stack.client("dynamodb"), stack.resource("Table")
    dynamodb.put_item(TableName=table, Item={**entry, "user": {"S": "somebody else"}})
    dynamodb.delete_item(TableName=table, Key={name: entry[name] for name in ("pk", "sk")})
    assert wait_until(lambda: len(archive.tampered(stack, identity)) == 2, SECONDS)
    changed, deleted = sorted(archive.tampered(stack, identity), key=lambda line: line["sequence"])
    assert (changed["before"]["user"], changed["after"]["user"]) == ("anonymous", "somebody else")
    assert (deleted["before"]["user"], deleted["after"]) == ("somebody else", None)
    assert [one["user"] for one in archive.entries(stack, identity)] == ["anonymous"]


def test_what_is_archived_is_neither_written_over_nor_deleted_even_by_the_worker(stack: LocalCloud) -> None:
    bucket = stack.resource("Bucket")
    new = {"Bucket": bucket, "Key": "audit/probe.jsonl", "Body": "x", "IfNoneMatch": "*"}
    calls = [
        ("put_object", new),
        ("put_object", new),
        ("put_object", {name: value for name, value in new.items() if name != "IfNoneMatch"}),
        ("put_object", {**new, "Key": "bundles/probe"}),
        ("delete_object", {"Bucket": bucket, "Key": "audit/probe.jsonl"}),
        ("get_object", {"Bucket": bucket, "Key": "audit/probe.jsonl"}),
    ]
    said = beside.run(stack, "WorkersAuditArchive", WRITER, calls)
    assert said == ["allowed", "PreconditionFailed", *["AccessDenied"] * 4]
    archived = [call for call in calls if call[1]["Key"].startswith("audit/")]
    assert {*beside.run(stack, "TrustArtifactCreate", WRITER, archived)} == {"AccessDenied"}


def test_not_even_an_administrators_role_deletes_what_is_archived(stack: LocalCloud) -> None:
    iam, role = stack.client("iam"), stack.resource("WorkersAuditArchiveRole")
    everything = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}'
    bucket = stack.resource("Bucket")
    stack.client("s3").put_object(Bucket=bucket, Key="audit/kept.jsonl", Body=b"x", IfNoneMatch="*")
    iam.put_role_policy(RoleName=role, PolicyName="administrator", PolicyDocument=everything)
    try:
        calls = [("delete_object", {"Bucket": bucket, "Key": key}) for key in ("audit/kept.jsonl", "elsewhere")]
        calls.append(("put_object", {"Bucket": bucket, "Key": "audit/kept.jsonl", "Body": "y"}))
        assert beside.run(stack, "WorkersAuditArchive", WRITER, calls) == ["AccessDenied", "allowed", "AccessDenied"]
    finally:
        iam.delete_role_policy(RoleName=role, PolicyName="administrator")
