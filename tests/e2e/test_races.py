"""Many clients at once: every winner is kept, and there is one winner where there can be only one."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tests.e2e import registry

if TYPE_CHECKING:
    import httpx


def test_parallel_creates_are_all_kept(api: httpx.Client) -> None:
    urls = [registry.source() for _ in range(32)]
    with ThreadPoolExecutor(len(urls)) as pool:
        identities = list(pool.map(lambda url: registry.register(api, url), urls))
        answers = list(pool.map(lambda identity: registry.read(api, identity), identities))
    assert len({*identities}) == len(urls)
    assert [answer.json()["data"]["url"] for answer in answers] == urls
    assert {*identities} <= {one["id"] for one in registry.everything(api)}


def test_one_source_is_registered_once(api: httpx.Client) -> None:
    url = registry.source()
    with ThreadPoolExecutor(8) as pool:
        statuses = Counter(answer.status_code for answer in pool.map(lambda _: registry.create(api, url), range(8)))
    assert statuses == {201: 1, 409: 7}
