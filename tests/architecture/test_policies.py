"""Least privilege, both ways: what a function's code really asks of AWS is what its block allows, no less and no more."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.model import OperationModel

from cairn.runtime import clients
from fixtures.aws import (
    ADMIN_SECRET,
    BUCKET,
    DEAD_LETTERS,
    INGESTION_DEAD_LETTERS,
    INGESTIONS,
    QUEUE,
    TABLE,
    TOKEN_KEYS,
)
from fixtures.people import People
from fixtures.policies import POLLED, Permission, allowed
from fixtures.scenarios import SCENARIOS, InThisProcess, World
from local import blueprint

NAMES = {
    TABLE: "Table", BUCKET: "Bucket", QUEUE: "JobQueue", DEAD_LETTERS: "JobDeadLetterQueue",
    INGESTIONS: "IngestionQueue", INGESTION_DEAD_LETTERS: "IngestionDeadLetterQueue",
    ADMIN_SECRET: "AdminSecret", TOKEN_KEYS: "TokenKeys",
}  # fmt: skip
NAMED_OTHERWISE = {"HeadBucket": "ListBucket"}
IN_TRANSACTIONS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
FUNCTIONS = blueprint.functions()


def prefix(key: dict[str, Any]) -> str:
    """The pattern that a policy names a partition by."""
    return f"{key['pk']['S'].partition('#')[0]}#*"


def prefixes(params: dict[str, Any]) -> list[str]:
    """The partitions that one request, or one item of a transaction, reaches."""
    match params:
        case {"Key": key} | {"Item": key}:
            return [prefix(key)]
        case {"Keys": keys}:
            return [prefix(key) for key in keys]
        case {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": value}}:
            return [prefix({"pk": value})]
    pytest.fail(f"the table is asked for no partition that is known: {sorted(params)}")


def permissions(model: OperationModel, params: dict[str, Any]) -> Iterator[Permission]:
    """What IAM asks for before it lets a call through."""
    service = model.service_model.service_name
    match params:
        case {"TransactItems": list() as items}:
            for verb, request in ((verb, request) for item in items for verb, request in item.items()):
                action = f"{service}:{IN_TRANSACTIONS[verb]}"
                yield from ((action, NAMES[request["TableName"]], one) for one in prefixes(request))
        case {"RequestItems": dict() as tables}:
            for table, request in tables.items():
                yield from ((f"{service}:{model.name}", NAMES[table], one) for one in prefixes(request))
        case {"TableName": str() as name}:
            yield from ((f"{service}:{model.name}", NAMES[name], one) for one in prefixes(params))
        case {"Bucket": str() as name, "Key": str() as key}:
            yield f"{service}:{model.name}", f"{NAMES[name]}/{key.partition('/')[0]}/*", ""
        case {"Bucket": str() as name}:
            yield f"{service}:{NAMED_OTHERWISE.get(model.name, model.name)}", NAMES[name], ""
        case {"SecretId": str() as name}:
            yield f"{service}:{model.name}", NAMES[name], ""
        case {"QueueUrl": str() as url}:
            yield f"{service}:{model.name}", NAMES[url.rpartition("/")[2]], ""
        case _:
            pytest.fail(f"{service}:{model.name} names no resource that is known")


@contextmanager
def recorded() -> Iterator[set[Permission]]:
    """Collect the permissions that the functions' own clients need."""
    found: set[Permission] = set()

    def record(params: dict[str, Any], model: OperationModel, **_: object) -> None:
        found.update(permissions(model, params))

    # Those who watch over health ask once, the others three times: they are clients of their own.
    kinds = (clients.dynamodb, clients.s3, clients.sqs, clients.secrets)
    watched = [make(tries) for make in kinds for tries in (1, 3)]
    for client in watched:
        client.meta.events.register("before-parameter-build", record, unique_id="recorded")
    try:
        yield found
    finally:
        for client in watched:
            client.meta.events.unregister("before-parameter-build", record, unique_id="recorded")


def of(function: blueprint.Function) -> list[Permission]:
    """What a function's statements allow, one after the other."""
    return [permission for statement in function.statements for permission in sorted(allowed(statement))]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.logical_id)
def test_a_function_may_do_exactly_what_it_does(function: blueprint.Function, closed: People) -> None:
    world = World(InThisProcess(closed))
    with recorded() as used:
        SCENARIOS[function.logical_id](world)
    assert sorted(used | POLLED.get(function.logical_id, set())) == sorted(set(of(function)))


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.logical_id)
def test_nothing_is_allowed_twice(function: blueprint.Function) -> None:
    assert len(of(function)) == len(set(of(function)))


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.logical_id)
def test_no_function_may_change_or_delete_an_audit_entry(function: blueprint.Function) -> None:
    on_entries = {action for action, resource, keys in of(function) if resource == "Table" and keys in {"A#*", ""}}
    assert on_entries <= {"dynamodb:PutItem", "dynamodb:Query"}
