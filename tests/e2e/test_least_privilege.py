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
    said = {}
    for service, operation, arguments in event:
        client = session.create_client(service)
        try:
            getattr(client, operation)(**arguments)
            said[operation] = "allowed"
        except botocore.exceptions.ClientError as error:
            said[operation] = error.response["Error"]["Code"]
    return said
"""
KEY = {"pk": {"S": "probe"}, "sk": {"S": "probe"}}


@pytest.fixture
def calls(stack: LocalCloud) -> list[tuple[str, str, dict[str, Any]]]:
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


def test_a_reading_function_may_read_and_nothing_else(stack: LocalCloud, calls: list[tuple[str, str, dict[str, Any]]]) -> None:
    said = beside.run(stack, "TrustArtifactRetrieve", PROBE, calls)
    assert said.pop("get_item") == "allowed"
    assert all("AccessDenied" in word for word in said.values()), said
    assert len(said) == len(calls) - 1


def test_a_function_without_a_policy_may_do_nothing(stack: LocalCloud, calls: list[tuple[str, str, dict[str, Any]]]) -> None:
    said = beside.run(stack, "TrustRegistryHealthHeartbeat", PROBE, calls)
    assert all("AccessDenied" in word for word in said.values()), said
    assert len(said) == len(calls)


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
