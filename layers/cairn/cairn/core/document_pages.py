"""Pages of documents: as many as were wanted, or as an answer holds.

Lambda answers at most 6 MB, counted as the JSON string that the answer is inside of: there each quotation mark is two
bytes, and, in the worst of the encodings in use, whatever is not ASCII six or twelve.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from cairn.core import filters
from cairn.core.answers import ANSWER_BYTES, weight
from cairn.core.document_drafts import LISTS, type_of
from cairn.documents import Document, DocumentType, Ground, Level
from cairn.store import cursor, document_keys, keys
from cairn.store.documents import DocumentStore, Place, Stretch, scope

QUERIES = 64
"""The most queries for one page; one that has read this much ends there, with its offset."""

_TEXTS = ("identifier", "type", "creator", "level", "evidence_class", "negotiation_card_id", "test_suite_id", "test_results_id")
"""What searches for a property know: members of the header, and top-level texts of bodies."""

_LOT_BYTES, _LOT = 1_000_000, 1_000
"""How much is read of bodies at a time."""

_MOST = 1_000_000
"""More documents than an answer holds; to ask for as many or more is to ask for as many as it holds."""

Match = tuple[Place, Document]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of documents with the JSON texts of their bodies, and where it goes on (None: nowhere)."""

    documents: list[tuple[Document, str]]
    offset: str | None = None


def header(document: Document) -> dict[str, str | int]:
    """Return the header of a document, as MLTE has it."""
    return {
        "identifier": document.identifier,
        "type": document.type,
        "timestamp": document.timestamp,
        "creator": document.creator,
        "level": document.level,
    }


def text(document: Document, body: str) -> str:
    """Return the JSON text of a document."""
    return f'{{"header":{json.dumps(header(document), ensure_ascii=False)},"body":{body}}}'


class Pages:
    """Pages of the documents of one version, those of its model included."""

    def __init__(self, store: DocumentStore, ground: Ground) -> None:
        """Read from a store."""
        self._store = store
        self._ground = ground

    def page(self, wanted: filters.Filter, offset: int | str, limit: int | None) -> Found:
        """Return a page of what a filter matches.

        Args:
            wanted: The filter.
            offset: How many matches to pass over, or where another page said that it goes on.
            limit: The most documents, None for as many as an answer holds.

        Raises:
            FilterInvalidError: it asks for what documents do not have.
            CursorInvalidError: no page of these documents went on there.
        """
        filters.check(wanted, lists=LISTS, texts=_TEXTS)
        limit = None if limit is None or limit >= _MOST else limit
        of_this = keys.digest("documents", scope(self._ground, Level.VERSION), repr(wanted))
        start, skip = Place(), 0
        if isinstance(offset, int):
            skip = offset
        else:
            part, _, after = cursor.decode(offset, of_this)
            start = Place(part, after)
        identifiers, types = filters.selected(wanted)
        first = _LOT if limit is None else min(skip, _MOST) + limit + 1  # One more tells whether there is a next page.
        reading = self._named(identifiers, start) if identifiers is not None else self._walked(types, start, first)
        matching = _Matching(wanted, reading, skip)
        documents, place = self._filled(iter(matching), limit)
        behind = place or matching.stopped
        return Found(documents, cursor.encode(of_this, behind.stretch, 0, behind.after) if behind else None)

    def _named(self, identifiers: set[str], start: Place) -> Iterator[list[Match]]:
        """Read documents by their identifiers."""
        known = [(document_type, name) for name in sorted(identifiers) if (document_type := type_of(name))]
        found = {one.identifier: one for one in self._store.many(self._ground, known[start.stretch :])}
        yield [(Place(at), found[name]) for at, (_, name) in enumerate(known, 1) if name in found]

    def _walked(self, types: set[str] | None, start: Place, first: int) -> Iterator[list[Match]]:
        """Read all documents of some types: those about the version first, then those about the model."""
        stretches: list[Stretch] = []
        for level in (Level.VERSION, Level.MODEL):
            partition = document_keys.documents_partition(scope(self._ground, level))
            own = [one for one in sorted(DocumentType) if one.level is level]
            if types is None or types >= set(own):
                stretches.append(Stretch(partition))
            else:
                stretches += [Stretch(partition, f"{one}#") for one in own if one in types]
        return self._store.walk(stretches, start, first)

    def _filled(self, matching: Iterator[Match], limit: int | None) -> tuple[list[tuple[Document, str]], Place | None]:
        """Fill a page; return the place behind which there is more, None where there is none."""
        found: list[tuple[Document, str]] = []
        left, behind = ANSWER_BYTES, Place()
        for lot in _lots(islice(matching, None if limit is None else limit + 1)):
            shown = lot if limit is None else lot[: limit - len(found)]
            bodies = self._store.bodies(self._ground, [document for _, document in shown])
            for (place, document), body in zip(shown, bodies, strict=True):
                left -= weight(text(document, body)) + 2
                if left < 0 and found:
                    return found, behind
                found.append((document, body))
                behind = place
            if len(shown) < len(lot):
                return found, behind
        return found, None


class _Matching:
    """What a filter matches of what is read, the first ones passed over."""

    def __init__(self, wanted: filters.Filter, reading: Iterator[list[Match]], skip: int) -> None:
        self._matches = None if isinstance(wanted, filters.Everything) else filters.predicate(wanted)
        self._reading, self._skip = reading, skip
        self.stopped: Place | None = None
        """Where reading stopped before the end."""

    def __iter__(self) -> Iterator[Match]:
        for queries, page in enumerate(self._reading, 1):
            for place, document in page:
                if self._matches is None or self._matches(_searchable(document)):
                    if self._skip:
                        self._skip -= 1
                    else:
                        yield place, document
            if queries >= QUERIES and page:
                self.stopped = page[-1][0]
                return


def _lots(matching: Iterator[Match]) -> Iterator[list[Match]]:
    """Cut matches into lots whose bodies are read together."""
    lot: list[Match] = []
    size = 0
    for match in matching:
        lot.append(match)
        size += match[1].size
        if size >= _LOT_BYTES or len(lot) >= _LOT:
            yield lot
            lot, size = [], 0
    if lot:
        yield lot


def _searchable(document: Document) -> filters.Searchable:
    told = {"identifier": document.identifier, "type": document.type.value, "creator": document.creator}
    return filters.Searchable(
        document.identifier, dict(document.fields) | told | {"level": document.level.value}, document.type
    )
