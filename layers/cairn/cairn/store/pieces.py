"""Texts that are too large to stand in a document's record: kept by their digest, once for each generation of a model.

A report holds whole copies of a card, a suite and results: each copy is the text that the original has, so it is kept once.
Smaller ones are items, larger ones objects of the bucket under `documents/`; they go when their model goes.
"""

import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256

from cairn.documents import Document, Piece
from cairn.records import Json
from cairn.store import document_items, document_keys
from cairn.store.bucket import Bucket
from cairn.store.table import Table, Write, put

INLINE_BYTES = 4_096
"""The bytes that a body may have, compressed, to stand in the record: pages of records are what lists and searches read."""

ITEM_BYTES = 64 * 1024
"""The bytes that a text may have, compressed, to be an item; beyond, the bucket is as quick and costs less."""

PREFIX = "documents"
_AT_ONCE = 8

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


@dataclass(frozen=True, slots=True)
class Cut:
    """A body, cut into what stands in the record and the pieces that do not."""

    whole: str
    rest: str
    pieces: dict[Piece, bytes]
    """With the compressed text of each."""

    @property
    def in_bucket(self) -> bool:
        """Whether any piece is one for the bucket."""
        return any(piece.in_bucket for piece in self.pieces)


def cut(body: dict[str, Json], members: Sequence[str]) -> Cut:
    """Cut a body: whole if it is small enough, else by these members (those that it has), else as one piece."""
    texts = {name: _JSON.encode(body[name]) for name in members if name in body}
    rest = _JSON.encode({name: value for name, value in body.items() if name not in texts})
    whole = _joined(rest, texts)
    if len(document_items.packed(whole)) <= INLINE_BYTES:
        return Cut(whole, whole, {})
    if not texts or len(document_items.packed(rest)) > INLINE_BYTES:
        piece, kept = _piece("", whole)
        return Cut(whole, "", {piece: kept})
    return Cut(whole, rest, dict(_piece(name, text) for name, text in texts.items()))


def _joined(rest: str, texts: dict[str, str]) -> str:
    """Return the JSON text of an object with more members; `rest` always has one, its type."""
    return rest[:-1] + "".join(f",{json.dumps(name)}:{text}" for name, text in texts.items()) + "}"


def _piece(member: str, text: str) -> tuple[Piece, bytes]:
    kept = document_items.packed(text)
    return Piece(member, sha256(text.encode()).hexdigest(), len(kept) > ITEM_BYTES), kept


class Pieces:
    """The pieces of documents, in the table and in the bucket."""

    def __init__(self, table: Table, bucket: Bucket) -> None:
        """Keep them in these."""
        self._table = table
        self._bucket = bucket

    def keep(self, scope: str, pieces: dict[Piece, bytes]) -> None:
        """Write those pieces that are objects and not there yet: before the record that names them."""
        for piece, kept in pieces.items():
            if piece.in_bucket:
                self._bucket.add(_object(scope, piece), kept)

    def writes(self, scope: str, pieces: dict[Piece, bytes]) -> list[Write]:
        """Return what writes those pieces that are items; a text that is there twice is one item."""
        wanted = {document_keys.piece(scope, piece.sha256): kept for piece, kept in pieces.items() if not piece.in_bucket}
        return [put(key, document_items.piece_item(key, kept)) for key, kept in wanted.items()]

    def bodies(self, scope: str, documents: Iterable[Document]) -> list[str]:
        """Return the JSON texts of bodies: at most one batch read for each hundred pieces, and a read of each object."""
        documents = list(documents)
        wanted = {piece.sha256: piece for document in documents for piece in document.pieces}
        texts = self._texts(scope, list(wanted.values()))
        return [_whole(document, texts) for document in documents]

    def _texts(self, scope: str, pieces: list[Piece]) -> dict[str, str]:
        if not pieces:
            return {}
        items = [document_keys.piece(scope, piece.sha256) for piece in pieces if not piece.in_bucket]
        found = {key.sk: document_items.to_piece(item) for key, item in self._table.get_many(items).items()} if items else {}
        objects = [piece for piece in pieces if piece.in_bucket]
        if len(objects) > 1:
            with ThreadPoolExecutor(_AT_ONCE) as pool:
                return found | dict(pool.map(lambda piece: (piece.sha256, self._object_text(scope, piece)), objects))
        return found | {piece.sha256: self._object_text(scope, piece) for piece in objects}

    def _object_text(self, scope: str, piece: Piece) -> str:
        return document_items.unpacked(self._bucket.get(_object(scope, piece)))

    def sweep(self, scope: str) -> None:
        """Delete all pieces of a generation of a model that is over."""
        for name in self._bucket.names(f"{PREFIX}/{scope}/"):
            self._bucket.delete(name)


def _object(scope: str, piece: Piece) -> str:
    return f"{PREFIX}/{scope}/{piece.sha256}"


def _whole(document: Document, texts: dict[str, str]) -> str:
    if not document.pieces:
        return document.body
    if not document.pieces[0].member:
        return texts[document.pieces[0].sha256]
    return _joined(document.body, {piece.member: texts[piece.sha256] for piece in document.pieces})
