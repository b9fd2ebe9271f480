"""The audit trail of the user directory: who changed which user or group, and to what; of a password, that it was set."""

from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from cairn.accounts import AccessEntry, Group, Subject, User
from cairn.permissions import Caller
from cairn.records import Action, Json, Page
from cairn.runtime.clock import new_id, now
from cairn.store import cursor, keys
from cairn.store.directory import DirectoryStore

PAGE = 100
_KEPT_ELSEWHERE = {"revision", "updated_at", "updated_by"}
_NOBODY = Group(name="")


def change(
    caller: Caller, subject: Subject, old: User | Group | None, new: User | Group | None, *, is_password_set: bool = False
) -> AccessEntry:
    """Return the entry of `caller` making (old None), changing or deleting (new None) a user or a group."""
    action = Action.CREATE if old is None else Action.DELETE if new is None else Action.UPDATE
    before = old.revision if old else 0
    after = new.revision if new else before + 1
    told = _changes(old, new, is_password_set=is_password_set) if new else {}
    return _entry(caller, action, subject, (new or old or _NOBODY).name, told, before, after)


def tokens(caller: Caller, user_name: str, told: Mapping[str, Json]) -> AccessEntry:
    """Return the entry of `caller` making or revoking personal tokens of a user."""
    return _entry(caller, Action.UPDATE, Subject.USER, user_name, told, 0, 0)


def _entry(
    caller: Caller, action: Action, subject: Subject, name: str, changes: Mapping[str, Json], before: int, after: int
) -> AccessEntry:
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
        changes=changes,
    )


def _changes(old: User | Group | None, new: User | Group, *, is_password_set: bool) -> dict[str, Json]:
    """Return the fields that differ, with their new values; for what is new, all."""
    told = {
        field.name: _json(getattr(new, field.name))
        for field in fields(new)
        if field.name not in _KEPT_ELSEWHERE and (old is None or getattr(old, field.name) != getattr(new, field.name))
    }
    return told | ({"password": "set"} if is_password_set else {})


def trail(directory: DirectoryStore, subject: Subject, name: str, offset: str | None) -> Page[AccessEntry]:
    """Return a page of the trail of a user or a group, newest first.

    Raises:
        CursorInvalidError: the offset is not of this trail.
    """
    of_this = keys.digest("trail", subject, name)
    after = cursor.decode(offset, of_this)[2] if offset else ""
    entries, last = directory.trail(subject, name, after, PAGE)
    return Page(entries, cursor.encode(of_this, 0, 0, last) if last else None)


def _json(value: Any) -> Json:
    if isinstance(value, tuple):
        return [asdict(one) if is_dataclass(one) and not isinstance(one, type) else list(one) for one in value]
    return value  # type: ignore[no-any-return]
