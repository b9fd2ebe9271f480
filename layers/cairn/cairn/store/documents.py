"""Documents in the table: the present revision of each, its earlier ones, and pages of those of a version.

The partition of a document's record is its scope, a generation of a model or of a version: nothing leads from there to what
had the same name before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cairn.documents import Document, DocumentedModel, DocumentEntry, DocumentType, Ground, Level
from cairn.store import document_items, document_keys, keys
from cairn.store.documented import DocumentedStore, audited
from cairn.store.items import Item
from cairn.store.pieces import Cut, Pieces
from cairn.store.table import BATCH, Table, Write, delete, put
from cairn.store.version_writes import IS_NEW

_UNREAD = 1_000
_TRANSACTION_BYTES = 3_500_000
"""DynamoDB takes 4 MB in a transaction."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of what is to be walked through: a partition, or what begins with a prefix in it."""

    partition: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Behind which document to go on: in which stretch, and where in it."""

    stretch: int = 0
    after: str = ""


def scope(ground: Ground, level: Level) -> str:
    """Return what documents of a level lie under."""
    model = standing(ground)
    if level is Level.MODEL or ground.version is None:
        return document_keys.model_scope(model.name, model.generation)
    return document_keys.version_scope(model.name, model.generation, ground.version.name, ground.version.generation)


def standing(ground: Ground) -> DocumentedModel:
    """Return the model of a ground that has one."""
    if ground.model is None:
        raise ValueError(ground)
    return ground.model


def key_of(ground: Ground, document_type: DocumentType, identifier: str) -> keys.Key:
    """Return the key of a document."""
    return document_keys.document(scope(ground, document_type.level), document_type, identifier)


class DocumentStore:
    """Documents in the table, and what of them is too large for it in the bucket."""

    def __init__(self, documented: DocumentedStore, pieces: Pieces) -> None:
        """Keep documents beside the models that they are about."""
        self.documented = documented
        self.pieces = pieces

    @property
    def _table(self) -> Table:
        return self.documented.table

    def look(self, model: str, version: str, document_type: DocumentType, identifier: str) -> tuple[Ground, Document | None]:
        """Read a model, its version and a document: one batch read, if their generations are the ones last seen."""
        ground, [item] = self.documented.look(model, version, lambda at: key_of(at, document_type, identifier))
        return ground, document_items.to_document(item)

    def many(self, ground: Ground, wanted: Sequence[tuple[DocumentType, str]]) -> list[Document]:
        """Read documents by type and identifier: one batch read for each hundred."""
        places = [key_of(ground, document_type, identifier) for document_type, identifier in wanted]
        found = self._table.get_many(places)
        return [document_items.read_document(found[key]) for key in places if key in found]

    def write(
        self, ground: Ground, old: Document | None, new: Document, cut: Cut, entry: DocumentEntry, guards: list[Write]
    ) -> None:
        """Write a document's first revision, or a further one, which leaves the one before readable: one transaction.

        Raises:
            ConditionsFailedError: the ground, or what is there, is not what it was taken for.
        """
        model, key = standing(ground), key_of(ground, new.type, new.identifier)
        item = document_items.document_item(key, new)
        # The pieces are the model's, whatever the document is about.
        writes = [*guards, audited(model, entry), *self.pieces.writes(scope(ground, Level.MODEL), cut.pieces)]
        if old is None:
            writes.append(put(key, item, IS_NEW))
        else:
            kept = document_keys.document_revision(old.id, old.revision)
            writes.append(put(key, item, "id = :id AND revision = :seen", id=old.id, seen=old.revision))
            writes.append(put(kept, document_items.document_item(kept, old), IS_NEW))
        self._table.write(writes)

    def import_(self, ground: Ground, documents: Sequence[tuple[Document, Cut, DocumentEntry]], guards: list[Write]) -> None:
        """Write new documents, all of their revisions: those of a call in transactions of as much as one takes.

        Raises:
            DocumentTakenError: one is there already.
            ConditionsFailedError: the ground is not what it was taken for.
        """
        writes: list[Write] = []
        last = {document.id: document.revision for document, _, _ in documents}
        for document, body, entry in documents:
            own = self._imported(ground, document, body, entry, is_last=last[document.id] == document.revision)
            known = {write.key for write in writes}
            if len(guards) + len(writes) + len(own) > BATCH or sum(map(_weight, [*writes, *own])) > _TRANSACTION_BYTES:
                self._table.write([*guards, *writes])
                writes, known = [], set()
            writes += [write for write in own if write.key not in known]
        self._table.write([*guards, *writes])

    def _imported(self, ground: Ground, document: Document, body: Cut, entry: DocumentEntry, *, is_last: bool) -> list[Write]:
        of_model = scope(ground, Level.MODEL)
        self.pieces.keep(of_model, body.pieces)
        key = key_of(ground, document.type, document.identifier)
        kept = document_keys.document_revision(document.id, document.revision)
        record = put(key, document_items.document_item(key, document), IS_NEW)
        if not is_last:
            record = put(kept, document_items.document_item(kept, document), IS_NEW)
        return [record, audited(standing(ground), entry), *self.pieces.writes(of_model, body.pieces)]

    def remove(self, ground: Ground, document: Document, entry: DocumentEntry) -> None:
        """Delete a document; its earlier revisions are out of reach at once.

        Raises:
            ConditionsFailedError: it is not what it was taken for.
        """
        key = key_of(ground, document.type, document.identifier)
        gone = delete(key, "id = :id AND revision = :seen", id=document.id, seen=document.revision)
        self._table.write([gone, audited(standing(ground), entry)])

    def revision(self, document: Document, revision: int) -> Document | None:
        """Read one revision of a document: one read, none for the present one."""
        if revision == document.revision:
            return document
        return document_items.to_document(self._table.get(document_keys.document_revision(document.id, revision)))

    def revisions(self, document: Document, after: str, limit: int) -> tuple[list[Document], str | None]:
        """Read a page of a document's earlier revisions, newest first, and where to go on: one query."""
        partition = document_keys.revisions_partition(document.id)
        found, last = self._table.query(partition, after=after or None, limit=limit + 1, newest_first=True)
        page = found[:limit]
        go_on = page[-1]["sk"]["S"] if len(found) > limit or last else None
        return [document_items.read_document(item) for item in page], go_on

    def bodies(self, ground: Ground, documents: Sequence[Document]) -> list[str]:
        """Return the JSON texts of documents' bodies."""
        return self.pieces.bodies(scope(ground, Level.MODEL), documents)

    def walk(self, stretches: Sequence[Stretch], start: Place, first: int) -> Iterator[list[tuple[Place, Document]]]:
        """Read documents page by page, a query each: `first` of them with the first, then as many as fit."""
        limit = first
        for number in range(start.stretch, len(stretches)):
            stretch = stretches[number]
            after: str | None = start.after if number == start.stretch and start.after else None
            while True:
                page, after = self._table.query(stretch.partition, after=after, limit=limit, prefix=stretch.prefix)
                yield [(Place(number, item["sk"]["S"]), document_items.read_document(item)) for item in page]
                limit = max(limit, _UNREAD)
                if after is None:
                    break

    def lying(self, partition: str) -> list[Item]:
        """Read the first items of a partition, a transaction's worth at most."""
        return self._table.query(partition, limit=BATCH)[0]

    def erase(self, items: Sequence[Item]) -> None:
        """Delete items that nothing leads to any more, a transaction's worth at most."""
        self._table.write([delete(keys.Key(item["pk"]["S"], item["sk"]["S"])) for item in items])


def _weight(write: Write) -> int:
    """Return about how many bytes a write has."""
    return sum(len(next(iter(value.values()))) for value in write.request.get("Item", {}).values() if "BOOL" not in value)
