"""Documents, and the models that they are about, as items, and back."""

import json
import zlib
from collections.abc import Mapping
from typing import Any

from cairn.documents import Document, DocumentedModel, DocumentedVersion, DocumentEntry, DocumentType, Piece
from cairn.records import Action
from cairn.store import document_keys, keys
from cairn.store.items import Fields, Item, to_fields, to_item
from cairn.store.keys import Key

_MODEL = {"owned_by": "owner", "held_since": "since"}
"""Attributes that are named otherwise than the fields: conditions name them, and some words are DynamoDB's own."""


def packed(text: str) -> bytes:
    """Return a text as it is kept: quickly compressed."""
    return zlib.compress(text.encode(), 1)


def unpacked(kept: bytes) -> str:
    """Return the text that is kept so."""
    return zlib.decompress(kept).decode()


def model_item(model: DocumentedModel) -> Item:
    """Return the item of a model."""
    return to_item(document_keys.documented(model.name), _values(model, _MODEL))


def to_model(item: Item | None) -> DocumentedModel | None:
    """Return the model that an item holds."""
    if item is None:
        return None
    return DocumentedModel(**{_MODEL.get(name, name): value for name, value in to_fields(item).items()})


def version_item(model: DocumentedModel, version: DocumentedVersion) -> Item:
    """Return the item of a version of a model."""
    return to_item(document_keys.documented_version(model.name, model.generation, version.name), _values(version, {}))


def to_version(item: Item | None) -> DocumentedVersion | None:
    """Return the version that an item holds."""
    return DocumentedVersion(**to_fields(item)) if item else None


def listed_item(model: DocumentedModel) -> Item:
    """Return the entry of a model in the list of all."""
    key = Key(keys.list_partition(keys.DOCUMENTED, model.segment), model.id)
    return to_item(key, {"name": model.name, "owned_by": model.owner, "held_since": model.since})


def to_listed(item: Item) -> DocumentedModel:
    """Return the model that an entry lists."""
    return DocumentedModel(
        name=item["name"]["S"], id=item["sk"]["S"], owner=item["owned_by"]["S"], since=item["held_since"]["S"]
    )


def document_item(key: Key, document: Document) -> Item:
    """Return the item of a revision of a document."""
    values = _values(document, {})
    body = values.pop("body")
    return to_item(key, values) | {"body": {"B": packed(body)}}


def to_document(item: Item | None) -> Document | None:
    """Return the revision of a document that an item holds."""
    return read_document(item) if item else None


def read_document(item: Item) -> Document:
    """Return the revision of a document that an item holds."""
    body = unpacked(item["body"]["B"])
    told = to_fields({name: value for name, value in item.items() if name != "body"})
    told["type"] = DocumentType(told["type"])
    told["fields"] = json.loads(told.get("fields", "{}"))
    told["pieces"] = tuple(Piece(**one) for one in json.loads(told.get("pieces", "[]")))
    return Document(**told, body=body)


def piece_item(key: Key, kept: bytes) -> Item:
    """Return the item of a text."""
    return {**key.attributes, "text": {"B": kept}}


def to_piece(item: Item) -> str:
    """Return the text that an item holds."""
    return unpacked(item["text"]["B"])


def entry_item(key: Key, entry: DocumentEntry) -> Item:
    """Return the item of an audit entry."""
    return to_item(key, _values(entry, {}))


def to_entry(item: Item) -> DocumentEntry:
    """Return the audit entry that an item holds."""
    told = to_fields(item)
    told |= {"action": Action(told["action"]), "changes": json.loads(told.get("changes", "{}"))}
    return DocumentEntry(**told)


def _values(record: Any, named: Mapping[str, str]) -> Fields:
    """Return a record's fields, those that are kept under another name under that."""
    attributes = {name: attribute for attribute, name in named.items()}
    return {attributes.get(name, name): getattr(record, name) for name in record.__slots__}
