"""Audit entries of what is no version: users and groups, projects, runs, custom lists, catalog entries."""

from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from cairn.accounts import AccessEntry, Subject
from cairn.permissions import Caller
from cairn.records import Action, Json
from cairn.runtime.clock import new_id, now

_KEPT_ELSEWHERE = {"revision", "updated_at", "updated_by"}


def change(caller: Caller, subject: Subject, name: str, old: Any, new: Any) -> AccessEntry:
    """Return the entry of `caller` making (old None), changing or deleting (new None) something that has revisions.

    Args:
        caller: Who does it.
        subject: What kind of thing it is.
        name: The name or id that its trail is kept under.
        old: What it was, a dataclass.
        new: What it is now, of the same class.
    """
    action = Action.CREATE if old is None else Action.DELETE if new is None else Action.UPDATE
    before = old.revision if old else 0
    return entry(caller, action, subject, name, changes(old, new) if new else {}, before, new.revision if new else before + 1)


def entry(
    caller: Caller, action: Action, subject: Subject, name: str, told: Mapping[str, Json], before: int, after: int
) -> AccessEntry:
    """Return the entry of `caller` doing `action`, which led from one revision to another and set what is told."""
    return AccessEntry(
        id=new_id(),
        at=now(),
        action=action,
        subject=subject,
        name=name,
        user=caller.name,
        user_is_admin=caller.is_admin,
        face=caller.face,
        request_id=caller.request_id,
        revision_before=before,
        revision_after=after,
        changes=told,
    )


def changes(old: Any, new: Any) -> dict[str, Json]:
    """Return the fields that differ, with their new values; for what is new, all."""
    return {
        field.name: _json(getattr(new, field.name))
        for field in fields(new)
        if field.name not in _KEPT_ELSEWHERE and (old is None or getattr(old, field.name) != getattr(new, field.name))
    }


def _json(value: Any) -> Json:
    if isinstance(value, tuple):
        return [_json_of_one(one) for one in value]
    return value  # type: ignore[no-any-return]


def _json_of_one(value: Any) -> Json:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return list(value) if isinstance(value, tuple) else value
