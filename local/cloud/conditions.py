"""Condition keys that ministack's policies know nothing of.

`dynamodb:LeadingKeys`, the partition keys of a request: as on AWS, each item of a transaction is judged by its own key; a
batch by all of its keys; a request that names none (Scan) has no such condition key, and `ForAllValues` holds for it.
`s3:if-none-match`: the header of a write that must not replace an object.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ministack.core import iam_actions, iam_evaluator
from ministack.services import dynamodb

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "dynamodb:LeadingKeys"
EQUALITY = re.compile(r"(#?\w+)\s*=\s*(:\w+)")
# What a request gets that should name a key and does not: no prefix fits it, so it is refused and not let through.
UNREADABLE = "\0"


class ItemArn(str):
    """The table's ARN in the check of one item of a transaction, which carries that item's partition keys along."""

    __slots__ = ("keys",)
    keys: list[str]


def install() -> None:
    """Put the keys into the contexts that policies are evaluated in."""
    context, s3_context = iam_actions.dynamodb_service_context, iam_actions.s3_service_context
    checks, enforce = iam_actions.dynamodb_transaction_checks, iam_evaluator.enforce

    def with_keys(body: bytes) -> dict[str, Any]:
        keys = list(of_request(_parsed(body)))
        return {**context(body), **({NAME: keys} if keys else {})}

    def with_if_none_match(action: str, query: Any, path: str = "", headers: dict[str, str] | None = None) -> dict[str, Any]:
        found = dict(s3_context(action, query, path, headers))
        if action == "s3:PutObject" and (headers or {}).get("if-none-match"):
            found["s3:if-none-match"] = (headers or {})["if-none-match"]
        return found

    def item_by_item(action: str, body: bytes, region: str, account: str) -> list[tuple[str, str]]:
        found = checks(action, body, region, account)
        keys = of_transaction(_parsed(body)) if found else []
        return [(one, _item_arn(arn, key)) for (one, arn), key in zip(found, keys, strict=True)]

    def by_item(*arguments: Any, resource_arn: str = "*", service_context: dict[str, Any] | None = None) -> Any:
        if isinstance(resource_arn, ItemArn):
            service_context = {**(service_context or {}), NAME: resource_arn.keys}
        return enforce(*arguments, resource_arn=resource_arn, service_context=service_context)

    iam_actions.dynamodb_service_context = with_keys
    iam_actions.dynamodb_transaction_checks = item_by_item
    iam_actions.s3_service_context = with_if_none_match
    iam_evaluator.enforce = by_item


def of_request(request: Mapping[str, Any]) -> Iterator[str]:
    """The partition keys that a call of one of DynamoDB's operations (transactions aside) names."""
    for table, batch in (request.get("RequestItems") or {}).items():
        if isinstance(batch, dict):
            yield from (_key(table, key) for key in batch.get("Keys") or [])
        else:
            for write in batch:
                [one] = write.values()
                yield _key(table, one.get("Item") or one.get("Key") or {})
    table = request.get("TableName", "")
    if "Key" in request or "Item" in request:
        yield _key(table, request.get("Item") or request.get("Key") or {})
    elif "KeyConditionExpression" in request or "KeyConditions" in request:
        yield _queried(table, request)


def of_transaction(request: Mapping[str, Any]) -> list[str]:
    """The partition key of each item, in the order in which ministack checks them."""
    return [
        _key(detail["TableName"], detail.get("Item") or detail.get("Key") or {})
        for item in request.get("TransactItems") or []
        if isinstance(item, dict)
        for member in iam_actions._DYNAMODB_TRANSACT_ITEM_ACTIONS
        if isinstance(detail := item.get(member), dict) and isinstance(detail.get("TableName"), str) and detail["TableName"]
    ]


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _item_arn(arn: str, key: str) -> ItemArn:
    marked = ItemArn(arn)
    marked.keys = [key]
    return marked


def _partition_name(table: str) -> str:
    known = dynamodb._tables.get(table.rpartition("/")[2])
    return str(known["pk_name"]) if known else ""


def _key(table: str, attributes: Mapping[str, Any]) -> str:
    value = attributes.get(_partition_name(table))
    return str(next(iter(value.values()))) if isinstance(value, dict) and value else UNREADABLE


def _queried(table: str, request: Mapping[str, Any]) -> str:
    names = request.get("ExpressionAttributeNames") or {}
    for name, value in EQUALITY.findall(request.get("KeyConditionExpression", "")):
        if names.get(name, name) == _partition_name(table):
            return _key(table, {_partition_name(table): (request.get("ExpressionAttributeValues") or {}).get(value)})
    return UNREADABLE
