"""The table's five verbs: read one, read many, query a page, write one, write together. No scan exists here."""

import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError  # noqa: A004 - botocore's own name

from cairn.errors import RecordTooLargeError, StoreBusyError
from cairn.store.items import Item, to_attribute
from cairn.store.keys import Key

ITEM_LIMIT = 400 * 1024
"""The bytes that DynamoDB takes in one item."""

BATCH = 100
"""The items that one batch read or one transaction takes."""

_TRIES = 12
_BUSY = {
    "ProvisionedThroughputExceededException",
    "ThrottlingException",
    "RequestLimitExceeded",
    "TransactionInProgressException",
}


@dataclass(frozen=True, slots=True)
class Write:
    """One write of a transaction, with the condition that it stands under."""

    verb: str
    """Put, Update, Delete or ConditionCheck."""
    key: Key
    request: dict[str, Any]


class ConditionsFailedError(Exception):
    """A transaction was refused, because conditions did not hold: `found` has the item that each of them met."""

    def __init__(self, found: dict[Key, Item | None]) -> None:
        """Keep the items by the keys of their writes."""
        super().__init__(", ".join(key.pk.partition("#")[0] for key in found))
        self.found = found


def _conditioned(request: dict[str, Any], condition: str | None, values: dict[str, Any]) -> dict[str, Any]:
    if condition:
        request |= {"ConditionExpression": condition, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    if values:
        request["ExpressionAttributeValues"] = {f":{name}": to_attribute(value) for name, value in values.items()}
    return request


def put(key: Key, item: Item, condition: str | None = None, **values: object) -> Write:
    """Write an item whole; `condition` names `values` as `:name`."""
    return Write("Put", key, _conditioned({"Item": item}, condition, values))


def delete(key: Key, condition: str | None = None, **values: object) -> Write:
    """Delete an item."""
    return Write("Delete", key, _conditioned({"Key": key.attributes}, condition, values))


def update(key: Key, expression: str, condition: str | None = None, **values: object) -> Write:
    """Change attributes of an item."""
    request = {"Key": key.attributes, "UpdateExpression": expression}
    return Write("Update", key, _conditioned(request, condition, values))


def check(key: Key, condition: str, **values: object) -> Write:
    """Change nothing, but refuse the transaction unless an item is as it must be."""
    return Write("ConditionCheck", key, _conditioned({"Key": key.attributes}, condition, values))


class Table:
    """One DynamoDB table with the keys `pk` and `sk`."""

    def __init__(self, client: Any, name: str) -> None:
        """Speak to the table `name` through a botocore client."""
        self._client = client
        self.name = name

    def get(self, key: Key) -> Item | None:
        """Read one item, as it stands now."""
        item: Item | None = self._call("get_item", Key=key.attributes, ConsistentRead=True).get("Item")
        return item

    def get_many(self, wanted: Sequence[Key]) -> dict[Key, Item]:
        """Read up to any number of items, 100 a call; those that do not exist are left out."""
        found: dict[Key, Item] = {}
        pending = [key.attributes for key in dict.fromkeys(wanted)]
        refusals = 0
        while pending:
            batch, pending = pending[:BATCH], pending[BATCH:]
            request = {self.name: {"Keys": batch, "ConsistentRead": True}}
            answer = self._call("batch_get_item", RequestItems=request)
            for item in answer["Responses"].get(self.name, []):
                found[Key(item["pk"]["S"], item["sk"]["S"])] = item
            if left_over := answer.get("UnprocessedKeys", {}).get(self.name, {}).get("Keys", []):
                pending += left_over
                refusals += 1
                _pause(refusals)
        return found

    def query(
        self, partition: str, *, after: str | None = None, limit: int, newest_first: bool = False, prefix: str = ""
    ) -> tuple[list[Item], str | None]:
        """Read one page of a partition in the order of its sort keys.

        Args:
            partition: The partition key.
            after: The sort key to go on behind.
            limit: The most items to read.
            newest_first: Read backwards.
            prefix: What the sort keys must begin with.

        Returns:
            The items, and the sort key to go on behind (None: the partition has no more).
        """
        start = {"ExclusiveStartKey": Key(partition, after).attributes} if after is not None else {}
        values = {":pk": {"S": partition}} | ({":prefix": {"S": prefix}} if prefix else {})
        answer = self._call(
            "query",
            KeyConditionExpression="pk = :pk AND begins_with(sk, :prefix)" if prefix else "pk = :pk",
            ExpressionAttributeValues=values,
            Limit=limit,
            ScanIndexForward=not newest_first,
            ConsistentRead=True,
            **start,
        )
        last = answer.get("LastEvaluatedKey")
        return answer["Items"], last["sk"]["S"] if last else None

    def put(self, item: Item) -> None:
        """Write one item, whatever is there: for what is the same however often it is written."""
        self._call("put_item", Item=item)

    def write(self, writes: Iterable[Write]) -> None:
        """Do all the writes, or none; where another transaction holds an item, wait a little and try again.

        Raises:
            ConditionsFailedError: a condition does not hold.
            RecordTooLargeError: an item passes DynamoDB's limit.
            StoreBusyError: others kept the items for too long, or the table is throttled.
        """
        writes = list(writes)
        items = [{write.verb: {"TableName": self.name, **write.request}} for write in writes]
        attempt = 0
        while True:
            try:
                self._call("transact_write_items", TransactItems=items)
            except ClientError as error:
                _raise_unless_conflict(error, writes)
            else:
                return
            attempt += 1
            _pause(attempt)

    def _call(self, operation: str, **request: Any) -> Any:
        target = request if operation in {"batch_get_item", "transact_write_items"} else {"TableName": self.name, **request}
        try:
            return getattr(self._client, operation)(**target)
        except (ConnectionError, HTTPClientError) as error:
            raise StoreBusyError from error
        except ClientError as error:
            if error.response["Error"]["Code"] in _BUSY:
                raise StoreBusyError from error
            raise


class Rehearsal(Table):
    """A table that is read as it is, and in which nothing is written: whatever is asked of it succeeds."""

    def put(self, item: Item) -> None:
        """Write nothing."""

    def write(self, writes: Iterable[Write]) -> None:
        """Write nothing, and have no condition fail."""
        del writes


def _pause(attempt: int) -> None:
    """Wait a random while that doubles with each attempt, or give up after twelve."""
    if attempt >= _TRIES:
        raise StoreBusyError
    time.sleep(random.uniform(0, min(0.5, 0.01 * 2**attempt)))  # noqa: S311 - spreads retries, guards nothing


def _raise_unless_conflict(error: ClientError, writes: list[Write]) -> None:
    reasons: list[dict[str, Any]] = error.response.get("CancellationReasons", [])
    codes = {reason["Code"] for reason in reasons}
    if any("ConditionalCheckFailed" in code for code in codes):
        failed = [pair for pair in zip(writes, reasons, strict=True) if "ConditionalCheckFailed" in pair[1]["Code"]]
        raise ConditionsFailedError({write.key: reason.get("Item") for write, reason in failed}) from error
    told = " ".join([str(error), *(reason.get("Message") or "" for reason in reasons)])
    if "tem size" in told:
        raise RecordTooLargeError(limit=ITEM_LIMIT) from error
    if codes and codes <= {"None", "TransactionConflict"}:
        return
    if codes & {"ThrottlingError", "ProvisionedThroughputExceeded"}:
        raise StoreBusyError from error
    raise error
