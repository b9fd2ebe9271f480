"""Users, groups and personal tokens as items, and back."""

import json
from typing import Any

from cairn.accounts import AccessEntry, Group, Membership, PersonalToken, Role, Subject, Throttle, User
from cairn.permissions import Grant, Method, ResourceType
from cairn.records import Action
from cairn.store import keys
from cairn.store.items import Fields, Item, to_fields, to_item
from cairn.store.keys import Key
from cairn.store.table import Write, put


def user_item(user: User) -> Item:
    """Return the item of a user."""
    return to_item(keys.user(user.name), _values(user))


def to_user(item: Item) -> User:
    """Return the user that an item holds."""
    told = to_fields(item)
    told["role"] = Role(told["role"])
    told["memberships"] = tuple(Membership(**one) for one in _list(told, "memberships"))
    told["revoked"] = tuple((token, end) for token, end in _list(told, "revoked"))
    return User(**told)


def group_item(group: Group) -> Item:
    """Return the item of a group."""
    return to_item(keys.group(group.name), _values(group))


def to_group(item: Item) -> Group:
    """Return the group that an item holds."""
    told = to_fields(item)
    told["grants"] = tuple(_grant(one) for one in _list(told, "grants"))
    return Group(**told)


def token_item(key: Key, token: PersonalToken) -> Item:
    """Return the item of a personal token, under its digest or in its owner's list; DynamoDB drops it after its end."""
    return to_item(key, _values(token))


def to_token(item: Item) -> PersonalToken:
    """Return the personal token that an item holds."""
    return PersonalToken(**to_fields(item))


def to_throttle(item: Item | None) -> Throttle:
    """Return what an item remembers of failures."""
    if item is None:
        return Throttle()
    return Throttle(int(item["failures"]["N"]), int(item["blocked_until"]["N"]))


def entry_item(entry: AccessEntry) -> Item:
    """Return the item of an entry of the directory's audit trail."""
    return to_item(keys.access_audit(entry.subject, entry.name, entry.id), _values(entry))


def audited(entry: AccessEntry) -> Write:
    """Return what adds an entry to an audit trail."""
    return put(keys.access_audit(entry.subject, entry.name, entry.id), entry_item(entry), "attribute_not_exists(pk)")


def to_entry(item: Item) -> AccessEntry:
    """Return the entry that an item holds."""
    told = to_fields(item)
    changes = json.loads(told.pop("changes", "{}"))
    return AccessEntry(**told | {"action": Action(told["action"]), "subject": Subject(told["subject"]), "changes": changes})


def _values(record: Any) -> Fields:
    return {name: getattr(record, name) for name in record.__slots__}


def _list(told: Fields, name: str) -> list[Any]:
    found: list[Any] = json.loads(told.get(name, "[]"))
    return found


def _grant(told: dict[str, Any]) -> Grant:
    return Grant(ResourceType(told["resource_type"]), Method(told["method"]), told["resource_id"], told["granted_at"])
