"""Records to items and back: the one place where Python's values become DynamoDB's.

Text, whole numbers and booleans are attributes of their own; what has structure (metadata, rating, parents, tags) is
JSON text, which keeps floats, nulls and empty members exactly as they came (DynamoDB's numbers would not).
"""

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from cairn.records import (
    DEFAULT_PROJECT,
    Action,
    Ancestor,
    AuditEntry,
    Child,
    Family,
    FamilyEntry,
    Kind,
    Listed,
    Parent,
    Staged,
    TreeFile,
    Version,
)  # fmt: skip
from cairn.store import keys
from cairn.store.keys import Key

Item = dict[str, dict[str, Any]]
"""An item as DynamoDB's API writes it: `{"name": {"S": "text"}}`."""

Fields = dict[str, Any]

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=asdict)


def to_item(key: Key, values: Mapping[str, object]) -> Item:
    """Return the item of a key and its values; values that are None or empty are left out."""
    item: Item = dict(key.attributes)
    for name, value in values.items():
        if value is None or value in ((), {}):
            continue
        item[name] = to_attribute(value)
    return item


def to_attribute(value: object) -> dict[str, Any]:
    """Return one value as a DynamoDB attribute."""
    if isinstance(value, str):
        return {"S": str(value)}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, int):
        return {"N": str(value)}
    return {"S": _JSON.encode(value)}


def to_fields(item: Item) -> Fields:
    """Return an item's values without its key; JSON text stays text."""
    return {name: _plain(attribute) for name, attribute in item.items() if name not in {"pk", "sk"}}


def _plain(attribute: dict[str, Any]) -> str | bool | int:
    ((type_name, value),) = attribute.items()
    return int(value) if type_name == "N" else value


def _parents(text: str) -> tuple[Parent, ...]:
    return tuple(Parent(Kind(parent["kind"]), parent["source"], parent["relationship"]) for parent in json.loads(text))


_READ: dict[str, Callable[[str], object]] = {
    "kind": Kind,
    "form": Kind,
    "action": Action,
    "tags": lambda text: tuple(json.loads(text)),
    "labels": lambda text: tuple(json.loads(text)),
    "manifest": json.loads,
    "parents": _parents,
    "metadata": json.loads,
    "rating": json.loads,
    "changes": json.loads,
}


def _read(values: Fields, **absent: object) -> Fields:
    """Return an item's values as the record has them; `absent` says what left-out members without a default are."""
    return absent | {name: _READ[name](value) if name in _READ else value for name, value in values.items()}


_ANCESTOR = tuple(field.name for field in fields(Ancestor))


def _values(record: Version | AuditEntry | Family | FamilyEntry | Staged, names: tuple[str, ...] | None = None) -> Fields:
    """Return a record's fields (or those named); `dataclasses.asdict` would copy each value, in ten times the time."""
    return {name: getattr(record, name) for name in names or record.__slots__}


def version_item(version: Version) -> Item:
    """Return the record of a version."""
    return to_item(keys.version(version.id), _values(version))


def to_version(item: Item) -> Version:
    """Return the version that a record holds."""
    return Version(**_read(to_fields(item), source=None, canonical_source=None))


def source_item(version: Version, canonical: str) -> Item:
    """Return the entry that makes a source unique; it carries what lineage and cost ask of an ancestor."""
    return to_item(keys.source(version.kind, canonical), _values(version, _ANCESTOR))


def to_ancestor(item: Item) -> Ancestor:
    """Return the ancestor that a source entry holds."""
    return Ancestor(**_read(to_fields(item), parents=(), size_bytes=None))


def listed_item(key: Key, version: Version) -> Item:
    """Return the entry of a version in a list or under its name."""
    item = to_item(key, {"id": version.id, "kind": version.kind, "name": version.name, "owner": version.owner})
    if version.since:
        item["since"] = {"S": version.since}
    if version.project != DEFAULT_PROJECT:
        item["project"] = {"S": version.project}
    return item


def to_listed(item: Item) -> Listed:
    """Return what an entry lists."""
    project = item["project"]["S"] if "project" in item else DEFAULT_PROJECT
    since = item["since"]["S"] if "since" in item else ""
    return Listed(item["id"]["S"], Kind(item["kind"]["S"]), item["name"]["S"], project, item["owner"]["S"], since)


def child_item(version: Version, parent: Parent) -> Item:
    """Return the edge from a parent to a version."""
    told = _values(version, ("id", "kind", "name", "project", "owner", "since"))
    return to_item(keys.child(parent, version.id), told | {"relationship": parent.relationship})


def to_child(item: Item) -> Child:
    """Return the child that an edge leads to."""
    return Child(**_read(to_fields(item)))


README_LIMIT = 128 * 1024
"""The bytes of a README that are searched; the hub's longest cards have about 100,000 characters."""


def readme_item(key: Key, version: Version, text: str) -> Item:
    """Return the entry of a version's README: what a list shows of the version, and the text, compressed."""
    readable = text.encode(errors="replace")[:README_LIMIT].decode(errors="ignore")
    return listed_item(key, version) | {"readme": {"B": zlib.compress(readable.encode(), 6)}}


def to_readme(item: Item) -> str:
    """Return the README that an entry holds."""
    return zlib.decompress(item["readme"]["B"]).decode()


def family_item(key: Key, family: Family) -> Item:
    """Return the item of a family."""
    return to_item(key, _values(family))


def to_family(item: Item | None) -> Family:
    """Return the family that an item holds; without one, nothing had the name yet."""
    return Family(**to_fields(item)) if item else Family()


def family_entry_item(key: Key, entry: FamilyEntry) -> Item:
    """Return the item of what is known of a family."""
    return to_item(key, _values(entry))


def to_family_entry(item: Item) -> FamilyEntry:
    """Return what an item tells of a family."""
    return FamilyEntry(**_read(to_fields(item)))


def staged_item(key: Key, staged: Staged) -> Item:
    """Return the item of a version that is being uploaded, or whose upload was given up."""
    return to_item(key, _values(staged))


def to_staged(item: Item) -> Staged:
    """Return the upload that an item holds."""
    return Staged(**_read(to_fields(item)))


def files_item(key: Key, files: Sequence[TreeFile]) -> Item:
    """Return a piece of a list of files, compressed."""
    rows = [[file.path, file.size, file.etag, file.version, file.modified_at] for file in files]
    return {**key.attributes, "files": {"B": zlib.compress(_JSON.encode(rows).encode(), 6)}}


def to_files(item: Item) -> list[TreeFile]:
    """Return the files of a piece."""
    return [TreeFile(*row) for row in json.loads(zlib.decompress(item["files"]["B"]))]


def audit_item(entry: AuditEntry) -> Item:
    """Return the item of an audit entry."""
    return to_item(keys.audit(entry.version_id, entry.revision_after, entry.id), _values(entry))


def to_audit_entry(item: Item) -> AuditEntry:
    """Return the audit entry that an item holds."""
    return AuditEntry(**_read(to_fields(item)))


_OURS = {"S", "N", "BOOL"}


def readable(item: Item) -> Fields:
    """Return an audit entry's item for people to read; an item that is no entry as it is stored."""
    try:
        if all(attribute.keys() <= _OURS for attribute in item.values()):
            return asdict(to_audit_entry(item))
    except (KeyError, TypeError, ValueError):
        pass
    return dict(item)
