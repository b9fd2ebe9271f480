"""What the hub and the forge answered last, by URL, with its ETag: so that they are asked only whether it has changed."""

import zlib

from cairn.errors import StoreBusyError
from cairn.runtime.clock import unix_now
from cairn.store import keys
from cairn.store.items import Item, to_item
from cairn.store.table import Table

KEPT_SECONDS = 30 * 24 * 3600
"""A model that nobody ingests for a month is asked for anew; DynamoDB's expiry takes the item away."""

SIZE_LIMIT = 300_000
"""The compressed bytes of an answer that is kept: an item takes 400 KB."""


class Facts:
    """Answers in the table: the cache of `cairn.ingestion.fetching`. Where the table is busy there is none."""

    def __init__(self, table: Table) -> None:
        """Keep answers in `table`."""
        self._table = table

    def get(self, url: str) -> tuple[str, bytes] | None:
        """Return ETag and body of the last answer at a URL: one read."""
        try:
            item = self._table.get(keys.fact(url))
        except StoreBusyError:
            return None
        return (item["etag"]["S"], zlib.decompress(item["body"]["B"])) if item else None

    def put(self, url: str, etag: str, body: bytes) -> None:
        """Keep an answer: one write, none where it is too large."""
        packed = zlib.compress(body, 6)
        if len(packed) > SIZE_LIMIT:
            return
        key = keys.fact(url)
        item: Item = to_item(key, {"etag": etag, "expires_at": unix_now() + KEPT_SECONDS})
        try:
            self._table.put(item | {"body": {"B": packed}})
        except StoreBusyError:
            return
