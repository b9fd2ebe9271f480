"""Run by the local cloud's own Python: let items expire beside writes, die without a word, and tell what is left.

python -m tests.e2e.expiry_probe write|read FOLDER
"""

import asyncio
import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

from ministack import app
from ministack.core import responses
from ministack.services import dynamodb

from local.cloud import durable, environment, patches

TABLE = "things"
KEYS = {
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    "BillingMode": "PAY_PER_REQUEST",
}


async def call(operation: str, **arguments: Any) -> dict[str, Any]:
    """A request as the HTTP server would hand it over."""
    headers = {"x-amz-target": f"DynamoDB_20120810.{operation}"}
    body = json.dumps({"TableName": TABLE, **arguments}).encode()
    with responses.request_scope(environment.ACCOUNT, environment.REGION):
        status, _, answer = await dynamodb.handle_request("POST", "/", headers, body, {})
    assert status == 200, answer
    return dict(json.loads(answer))


async def put(name: str, value: str) -> None:
    """Put an item that must not be there."""
    item = {"pk": {"S": name}, "value": {"S": value}}
    await call("PutItem", Item=item, ConditionExpression="attribute_not_exists(pk)")


def reap(name: str) -> None:
    """What ministack's reaper thread does with an expired item; returns when it has looked."""
    [table] = dynamodb._tables.all_values()
    [sort_key] = table["items"][name]
    reaper = threading.Thread(target=dynamodb._remove_item, args=(table, name, sort_key), name=durable.REAPER)
    reaper.start()
    reaper.join()


async def loop_has_turned() -> None:
    """Return once all that was waiting for the loop has run."""
    turned = asyncio.Event()
    asyncio.get_running_loop().call_soon(turned.set)
    await turned.wait()


async def write() -> None:
    """Expire one item and put it again; write another one in the very moment in which it is to expire."""
    await call("CreateTable", **KEYS)
    await put("expired", "first")
    reap("expired")
    await loop_has_turned()
    await put("expired", "second")
    await put("renewed", "first")
    reap("renewed")
    await call("PutItem", Item={"pk": {"S": "renewed"}, "value": {"S": "second"}})
    await loop_has_turned()
    await put("gone", "first")
    reap("gone")
    await loop_has_turned()


async def main() -> None:
    """Entry point."""
    patches.check()
    durable.Durable(Path(sys.argv[2]) / "state").install()
    app._MAIN_LOOP = asyncio.get_running_loop()
    app._load_persisted_state()
    if sys.argv[1] == "write":
        await write()
        os._exit(9)
    found = (await call("Scan"))["Items"]
    sys.stdout.write(json.dumps({item["pk"]["S"]: item["value"]["S"] for item in found}))


asyncio.run(main())
