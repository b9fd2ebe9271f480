"""What a benchmark registers, and the requests that it measures: each takes a client, over HTTP or in process."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx

    Operation = Callable[[httpx.Client, int], None]

OK, CREATED, NOT_FOUND = 200, 201, 404


class AnswerUnexpectedError(Exception):
    """The API answered something else than the benchmark is about."""


@dataclass
class Corpus:
    """The datasets of one run: told apart from everything else in the registry by a random tag in their names."""

    tag: str = field(default_factory=lambda: f"bench-{secrets.token_hex(4)}")
    ids: dict[int, str] = field(default_factory=dict)
    middle: str = ""
    """The offset of the list's middle page."""
    _numbers: Iterator[int] = field(default_factory=count)
    _changes: Iterator[int] = field(default_factory=count)

    def name(self, number: int) -> str:
        """Return the name of a dataset."""
        return f"{self.tag}-{number:07d}"

    def source(self, number: int) -> str:
        """Return the source of a dataset; nobody ever asks for it."""
        return f"https://data.example/{self.tag}/{number:07d}"

    def pick(self, index: int) -> int:
        """Return a number for the `index`-th request: far from its neighbours', and another one each time."""
        return index * 7919 % len(self.ids)

    def create(self, client: httpx.Client, _: int) -> None:
        """Register the next dataset."""
        number = next(self._numbers)
        body = {"url": self.source(number), "name": self.name(number)}
        answer = expect(client.post("/artifact/dataset", json=body), CREATED)
        self.ids[number] = answer.json()["metadata"]["id"]

    def get(self, client: httpx.Client, index: int) -> None:
        """Read one."""
        expect(client.get(f"/artifacts/dataset/{self.ids[self.pick(index)]}"))

    def update(self, client: httpx.Client, index: int) -> None:
        """Give one another source."""
        number = self.pick(index)
        metadata = {"name": self.name(number), "id": self.ids[number], "type": "dataset"}
        data = {"url": f"{self.source(number)}?change={next(self._changes)}"}
        expect(client.put(f"/artifacts/dataset/{self.ids[number]}", json={"metadata": metadata, "data": data}))

    def list_first(self, client: httpx.Client, _: int) -> None:
        """Read the first page of everything."""
        expect(client.post("/artifacts", json=[{"name": "*"}]))

    def list_middle(self, client: httpx.Client, _: int) -> None:
        """Read the page in the middle of everything."""
        expect(client.post("/artifacts", json=[{"name": "*"}], params={"offset": self.middle}))

    def by_name(self, client: httpx.Client, index: int) -> None:
        """Find one by its name."""
        expect(client.get(f"/artifact/byName/{self.name(self.pick(index))}"))

    def by_pattern_one(self, client: httpx.Client, index: int) -> None:
        """Find one by a pattern that nothing else matches: the whole list is searched."""
        expect(client.post("/artifact/byRegEx", json={"regex": f"^{self.name(self.pick(index))}$"}))

    def by_pattern_page(self, client: httpx.Client, _: int) -> None:
        """Find a full page by a pattern that all of them match."""
        expect(client.post("/artifact/byRegEx", json={"regex": f"^{self.tag}-"}))

    def delete(self, client: httpx.Client, number: int) -> None:
        """Delete one that this run registered; somebody else may have been faster."""
        expect(client.delete(f"/artifacts/dataset/{self.ids[number]}"), OK, NOT_FOUND)
        del self.ids[number]

    def find_lost(self, client: httpx.Client) -> None:
        """Take in what was registered although its answer got lost: a page of it."""
        answer = expect(client.post("/artifact/byRegEx", json={"regex": f"^{self.tag}-"}), OK, NOT_FOUND)
        if answer.status_code == OK:
            self.ids |= {int(found["name"].rpartition("-")[2]): found["id"] for found in answer.json()}

    def find_middle(self, client: httpx.Client) -> None:
        """Page through the list up to its middle; a registry that holds more has it later, which makes no difference."""
        self.middle, pages = "", max(1, len(self.ids) // 200)
        for _ in range(pages):
            answer = expect(client.post("/artifacts", json=[{"name": "*"}], params={"offset": self.middle}))
            self.middle = answer.headers.get("offset", self.middle)


def operations(corpus: Corpus) -> dict[str, Operation]:
    """Return what is measured, in the order of the table."""
    return {
        "create": corpus.create,
        "get": corpus.get,
        "update": corpus.update,
        "list, first page": corpus.list_first,
        "list, middle page": corpus.list_middle,
        "byName": corpus.by_name,
        "byRegEx, one hit": corpus.by_pattern_one,
        "byRegEx, 100 hits": corpus.by_pattern_page,
    }


def expect(answer: httpx.Response, *statuses: int) -> httpx.Response:
    """Return an answer that has one of the statuses (200 if none is named).

    Raises:
        AnswerUnexpectedError: it has another.
    """
    if answer.status_code not in (statuses or (OK,)):
        request = answer.request
        message = f"{request.method} {request.url} answered {answer.status_code}: {answer.text[:300]}"
        raise AnswerUnexpectedError(message)
    return answer
