"""Workers beyond what the machine has room for are ended, the least recently called ones first."""

import threading
from types import SimpleNamespace
from typing import Any

from local.cloud import warm


def worker(last_used: float, *, in_use: bool = False) -> Any:
    return SimpleNamespace(last_used=last_used, in_use=in_use)


def test_the_idle_workers_that_were_called_longest_ago_go_first() -> None:
    oldest, older, newest = worker(1), worker(2), worker(3)
    pools = {"a": [newest], "b": [oldest, older]}
    assert warm.take_surplus(pools, 2) == [oldest]
    assert pools == {"a": [newest], "b": [older]}


def test_a_worker_that_works_stays() -> None:
    working, idle = worker(1, in_use=True), worker(2)
    pools = {"a": [working], "b": [idle]}
    assert warm.take_surplus(pools, 0) == [idle]
    assert pools == {"a": [working], "b": []}


def test_nothing_goes_while_there_is_room() -> None:
    pools = {"a": [worker(1)], "b": [worker(2)]}
    assert warm.take_surplus(pools, 2) == []


def test_whoever_gives_a_worker_back_has_the_surplus_ended() -> None:
    old, new = worker(1), worker(2, in_use=True)
    ended: list[Any] = []
    is_over = threading.Event()

    def kill(workers: list[Any]) -> None:
        ended.extend(workers)
        is_over.set()

    runtime = SimpleNamespace(_lock=threading.Lock(), _workers={"a": [old], "b": [new]}, kill_workers=kill)
    service = SimpleNamespace(release_worker=lambda given: setattr(given, "in_use", False))
    warm.keep(runtime, service, 1)
    service.release_worker(new)
    assert is_over.wait(10)
    assert ended == [old]
    assert runtime._workers == {"a": [], "b": [new]}


def test_a_machine_has_room_for_some() -> None:
    assert warm.room() >= 1
