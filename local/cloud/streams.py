"""What a table's stream still has to hand out, kept over a restart.

Ministack keeps the places that its event source mappings have reached, and forgets the records: after a start a
mapping would wait until as many records are written again as there ever were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ministack.core import responses
from ministack.services import dynamodb, lambda_svc

if TYPE_CHECKING:
    from collections.abc import Iterator

Pending = list[list[Any]]
"""Account, region, table, and its records that some mapping has not handed out, oldest first."""


def _mappings() -> Iterator[tuple[tuple[str, str, str], str]]:
    """The key of each mapping that reads a table's stream, and its table."""
    for key, mapping in list(lambda_svc._esms._data.items()):
        source = mapping.get("EventSourceArn", "")
        if ":dynamodb:" in source and "/stream/" in source:
            yield key, source.partition("/stream/")[0].rpartition("/")[2]


def pending() -> Pending:
    """Read what is still to be handed out."""
    places: dict[tuple[str, str, str], int] = {}
    with lambda_svc._dynamodb_stream_positions_lock:
        for (account, region, identity), table in _mappings():
            place = lambda_svc._dynamodb_stream_positions._data.get((account, region, identity), 0)
            places[account, region, table] = min(place, places.get((account, region, table), place))
    found: Pending = []
    for (account, region, table), place in places.items():
        with responses.request_scope(account, region):
            count = dynamodb.stream_end_position(table) - place
            found.append([account, region, table, dynamodb.stream_records_since(table, place, max(count, 0))])
    return found


def restore(kept: Pending) -> None:
    """Put the records back, before any is added, and have every mapping begin with them."""
    for account, region, table, records in kept:
        with responses.request_scope(account, region):
            dynamodb._stream_records[table] = list(records)
    with lambda_svc._dynamodb_stream_positions_lock:
        for key, _ in _mappings():
            lambda_svc._dynamodb_stream_positions._data[key] = 0
