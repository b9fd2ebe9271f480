"""What a model that documents are about does to the family of its name: it holds it, without a number in it."""

from dataclasses import replace

from cairn.documents import DocumentedModel
from cairn.records import DEFAULT_PROJECT, Family, Kind
from cairn.store import items, keys
from cairn.store.keys import Key
from cairn.store.table import Write, put, update
from cairn.store.version_writes import IS_NEW, UNDOCUMENTED


def begun_by_documents(ended: Family, model: DocumentedModel) -> Family:
    """Return the family that begins where another one ended."""
    named = DEFAULT_PROJECT, Kind.MODEL, model.name
    family_id = keys.family_id(*named, ended.last_number, ended.removed_at)
    return replace(ended, family_id=family_id, owner=model.owner, since=ended.removed_at, removed_at="", latest_id="")


def documented_in(key: Key, known: Family, begun: Family) -> Write:
    """Count a model in: as one more of a family that is held, or as the first of a new one."""
    seen = {"family": known.family_id, "none": 0}
    if known.is_held:
        held = f"family_id = :family AND live > :none AND {UNDOCUMENTED}"
        return update(key, "SET documented = :one", held, **seen, one=1)
    item = items.family_item(key, replace(begun, documented=1))
    if not known.family_id:
        return put(key, item, IS_NEW)
    return put(key, item, f"family_id = :family AND live = :none AND {UNDOCUMENTED}", **seen)
