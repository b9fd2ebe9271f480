"""Roles are enforced: a function may do what its block in template.yaml says, and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e import beside

if TYPE_CHECKING:
    from tests.e2e.conftest import LocalCloud

# Runs with another function's role and layers, and tells what AWS said to each call.
PROBE = """
import os
import botocore.exceptions
import botocore.session

def handler(event, context):
    session = botocore.session.get_session()
    said = []
    for service, operation, arguments in event:
        client = session.create_client(service)
        try:
            getattr(client, operation)(**arguments)
            said.append("allowed")
        except botocore.exceptions.ClientError as error:
            said.append(error.response["Error"]["Code"])
    return said
"""


def key(partition: str) -> dict[str, Any]:
    """A key that nothing has."""
    return {"pk": {"S": partition}, "sk": {"S": "probe"}}


KEY = key("V#probe")


Call = tuple[str, str, dict[str, Any]]


@pytest.fixture
def calls(stack: LocalCloud) -> list[Call]:
    """One call of each kind that the registry makes."""
    table, bucket, queue = stack.resource("Table"), stack.resource("Bucket"), stack.resource("JobQueue")
    return [
        ("dynamodb", "get_item", {"TableName": table, "Key": KEY}),
        ("dynamodb", "put_item", {"TableName": table, "Item": KEY}),
        ("dynamodb", "delete_item", {"TableName": table, "Key": KEY}),
        ("dynamodb", "scan", {"TableName": table, "Limit": 1}),
        ("s3", "put_object", {"Bucket": bucket, "Key": "probe", "Body": "x"}),
        ("sqs", "receive_message", {"QueueUrl": queue}),
    ]


def test_a_reading_function_may_read_and_nothing_else(stack: LocalCloud, calls: list[Call]) -> None:
    first, *others = beside.run(stack, "TrustArtifactRetrieve", PROBE, calls)
    assert first == "allowed"
    assert len(others) == len(calls) - 1
    assert all("AccessDenied" in word for word in others), others


def test_a_function_without_a_policy_may_do_nothing(stack: LocalCloud, calls: list[Call]) -> None:
    said = beside.run(stack, "TrustRegistryHealthHeartbeat", PROBE, calls)
    assert len(said) == len(calls)
    assert all("AccessDenied" in word for word in said), said


def outcomes(stack: LocalCloud, function: str, calls: list[Call]) -> list[bool]:
    """Whether each call is allowed to the function."""
    said = beside.run(stack, function, PROBE, calls)
    assert {*said} <= {"allowed", "AccessDeniedException"}
    return [word == "allowed" for word in said]


def test_a_function_reads_the_partitions_of_its_prefixes_and_no_others(stack: LocalCloud) -> None:
    table = stack.resource("Table")

    def query(partition: str) -> Call:
        value = {":pk": {"S": partition}}
        return (
            "dynamodb",
            "query",
            {"TableName": table, "KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": value},
        )

    def batch(*partitions: str) -> Call:
        return ("dynamodb", "batch_get_item", {"RequestItems": {table: {"Keys": [key(one) for one in partitions]}}})

    assert outcomes(stack, "TrustArtifactByNameGet", [query("N#1"), query("A#1"), query("n#1"), query("")]) == [
        True, False, False, False,
    ]  # fmt: skip
    assert outcomes(stack, "TrustArtifactLineageGet", [batch("U#1", "U#2"), batch("V#1"), batch("U#1", "A#1")]) == [
        True, False, False,
    ]  # fmt: skip
    reads = [("dynamodb", "get_item", {"TableName": table, "Key": key(one)}) for one in ("V#1", "U#1", "A#1", "")]
    assert outcomes(stack, "TrustArtifactRetrieve", reads) == [True, False, False, False]


def test_a_function_writes_an_audit_entry_and_never_changes_or_deletes_one(stack: LocalCloud) -> None:
    table = stack.resource("Table")

    def transaction(**items: str) -> Call:
        bodies = {"Put": "Item", "Delete": "Key", "Update": "Key"}
        more = {"Update": {"UpdateExpression": "REMOVE x"}}
        keyed = {verb: {"TableName": table, bodies[verb]: key(one)} for verb, one in items.items()}
        writes = [{verb: request | more.get(verb, {})} for verb, request in keyed.items()]
        return ("dynamodb", "transact_write_items", {"TransactItems": writes})

    delete = [
        transaction(Put="A#probe"),
        transaction(Put="A#probe", Delete="U#probe"),
        transaction(Put="A#probe", Delete="A#probe2"),
        transaction(Put="C#probe"),
        ("dynamodb", "delete_item", {"TableName": table, "Key": key("A#probe")}),
        ("dynamodb", "update_item", {"TableName": table, "Key": key("A#probe"), "UpdateExpression": "REMOVE x"}),
    ]
    assert outcomes(stack, "TrustArtifactDelete", delete) == [True, True, False, False, False, False]
    create = [transaction(Update="H#probe"), transaction(Update="A#probe"), transaction(Put="A#p", Update="V#p")]
    assert outcomes(stack, "TrustArtifactCreate", create) == [True, False, False]


def test_a_function_that_loses_its_policy_answers_a_plain_error(stack: LocalCloud) -> None:
    iam, path = stack.client("iam"), "/artifacts/dataset/01939c7a-52f0-7c41-9d2b-000000000000"
    role = stack.resource("TrustArtifactRetrieveRole")
    with stack.http() as client:
        assert client.get(path).status_code == 404
        kept = {name: iam.get_role_policy(RoleName=role, PolicyName=name) for name in policies(iam, role)}
        assert kept
        for name in kept:
            iam.delete_role_policy(RoleName=role, PolicyName=name)
        try:
            refused = client.get(path)
        finally:
            for name, policy in kept.items():
                document = json.dumps(policy["PolicyDocument"])
                iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=document)
        assert refused.status_code == 500
        assert "AccessDenied" not in refused.text
        assert client.get(path).status_code == 404


def policies(iam: Any, role: str) -> list[str]:
    """Names of a role's inline policies."""
    names: list[str] = iam.list_role_policies(RoleName=role)["PolicyNames"]
    return names
