"""Keep every acknowledged write of DynamoDB and SQS, and let expiry and the journal see the same order.

DynamoDB: each successful write request is journalled before its answer leaves, and replayed over the last snapshot
at start. SQS: its state is small, so it is saved whole after each call that changes it; a message that was handled
just before a kill may be delivered again, as SQS itself may do. S3 writes its objects to disk at once.
"""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING, Any

from ministack import app
from ministack.core import persistence, responses
from ministack.services import dynamodb, sqs

from local.cloud import streams
from local.cloud.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from pathlib import Path

    Answer = tuple[int, dict[str, str], bytes]
    Handler = Callable[[str, str, dict[str, str], bytes, dict[str, list[str]]], Awaitable[Answer]]

TABLE_WRITES = frozenset({
    "PutItem", "DeleteItem", "UpdateItem", "BatchWriteItem", "TransactWriteItems",
    "ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction",
    "CreateTable", "DeleteTable", "UpdateTable", "UpdateTimeToLive", "UpdateContinuousBackups",
    "TagResource", "UntagResource",
})  # fmt: skip
QUEUE_READS = ("Get", "List")
EXPIRY = "Expire"
REAPER = "dynamodb-ttl-reaper"
# A snapshot stops the loop (0.5 s at 100,000 items); a longer journal would make the next start slow.
SNAPSHOT_AT_BYTES = 64 * 1024 * 1024
GENERATION = re.compile(rb'"journal_generation": (\d+)')
HEAD_BYTES = 200
HTTP_OK = 200


class Durable:
    """The journal, wired into ministack's own functions."""

    def __init__(self, state: Path) -> None:
        """Remember ministack's functions; nothing is changed before `install`."""
        self._state = state
        self._journal: Journal | None = None
        self._dynamodb: Handler = dynamodb.handle_request
        self._sqs: Handler = sqs.handle_request
        self._dynamodb_state: Callable[[], dict[str, Any]] = dynamodb.get_state
        self._remove_item = dynamodb._remove_item
        self._load = app._load_persisted_state
        self._load_dynamodb = dynamodb.load_persisted_state
        self._undelivered: streams.Pending = []

    def install(self) -> None:
        """Put the durable functions in the place of ministack's."""
        dynamodb.handle_request = self._handle_dynamodb
        dynamodb.get_state = self._numbered_state
        dynamodb._remove_item = self._remove_or_expire
        sqs.handle_request = self._handle_sqs
        app._load_persisted_state = self._restore
        dynamodb.load_persisted_state = self._load_tables

    def checkpoint(self) -> None:
        """Snapshot every service; the journal starts anew once DynamoDB's snapshot is really on the disk."""
        persistence.save_all(app._build_persistence_save_dict())
        self._rotate_if_saved()

    def _snapshot(self) -> None:
        persistence.save_state("dynamodb", dynamodb.get_state())
        self._rotate_if_saved()

    def _rotate_if_saved(self) -> None:
        # save_state logs its errors and returns: only the file itself tells whether the snapshot was written.
        if self._journal is not None and self._saved_generation() == self._journal.generation + 1:
            self._journal.rotate()

    def _saved_generation(self) -> int:
        path = self._state / "dynamodb.json"
        if not path.exists():
            return 0
        with path.open("rb") as file:
            found = GENERATION.search(file.read(HEAD_BYTES))
        return int(found[1]) if found else 0

    def _numbered_state(self) -> dict[str, Any]:
        following = self._journal.generation + 1 if self._journal else 0
        # First in the file, so that reading it back does not mean parsing every item.
        return {"journal_generation": following, "undelivered": streams.pending(), **self._dynamodb_state()}

    async def _handle_dynamodb(
        self, method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]],
    ) -> Answer:  # fmt: skip
        # ministack's handler never yields to the loop, so records stand in the order in which they were applied.
        answer = await self._dynamodb(method, path, headers, body, query)
        target = headers.get("x-amz-target", "")
        if self._journal and answer[0] == HTTP_OK and target.rpartition(".")[2] in TABLE_WRITES:
            self._journal.append([target, responses.get_account_id(), responses.get_region(), body.decode()])
            if self._journal.size > SNAPSHOT_AT_BYTES:
                self._snapshot()
        return answer

    async def _handle_sqs(
        self, method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]],
    ) -> Answer:  # fmt: skip
        answer = await self._sqs(method, path, headers, body, query)
        action = headers.get("x-amz-target", "").rpartition(".")[2]
        if answer[0] == HTTP_OK and not action.startswith(QUEUE_READS):
            with sqs._queues_lock:
                state = sqs.get_state()
            persistence.save_state("sqs", state)
        return answer

    def _remove_or_expire(self, table: dict[str, Any], pk: str, sk: str) -> Any:
        """Ministack expires items in a thread; moved to the loop, an expiry has its place in the journal's order."""
        if threading.current_thread().name != REAPER:
            return self._remove_item(table, pk, sk)
        item = table["items"][pk][sk]
        return app._MAIN_LOOP.call_soon_threadsafe(self._expire, table, pk, sk, item)

    def _expire(self, table: dict[str, Any], pk: str, sk: str, seen: dict[str, Any]) -> None:
        if table["items"].get(pk, {}).get(sk) is not seen:
            return  # written again since the reaper looked
        if self._journal:
            self._journal.append([EXPIRY, table["TableArn"], pk, sk])
        self._remove_item(table, pk, sk)

    def _load_tables(self, state: dict[str, Any]) -> None:
        self._undelivered = state.get("undelivered", [])
        self._load_dynamodb(state)

    def _restore(self) -> None:
        self._load()
        # Writes that are replayed add theirs: what a killed process had handed out since its snapshot comes once more.
        streams.restore(self._undelivered)
        journal = Journal(self._state, self._saved_generation())
        applied = [self._replay(record) for record in journal.records()]
        self._journal = journal
        if not applied:
            return
        print(f"journal: {sum(applied)} of {len(applied)} records applied", flush=True)
        self._snapshot()

    def _replay(self, record: list[str]) -> bool:
        if record[0] == EXPIRY:
            return self._replay_expiry(*record[1:])
        target, account, region, body = record
        with responses.request_scope(account, region):
            answer = _run(self._dynamodb("POST", "/", {"x-amz-target": target}, body.encode(), {}))
        return answer[0] == HTTP_OK

    def _replay_expiry(self, arn: str, pk: str, sk: str) -> bool:
        for table in dynamodb._tables.all_values():
            if table["TableArn"] == arn and sk in table["items"].get(pk, {}):
                self._remove_item(table, pk, sk)
                return True
        return False


def _run(handler: Awaitable[Answer]) -> Answer:
    """Run a coroutine that never suspends, from inside the running loop."""
    coroutine: Coroutine[Any, Any, Answer] = handler  # type: ignore[assignment]
    try:
        coroutine.send(None)
    except StopIteration as end:
        answer: Answer = end.value
        return answer
    message = "ministack's DynamoDB now suspends: its order can no longer be journalled"
    raise RuntimeError(message)
