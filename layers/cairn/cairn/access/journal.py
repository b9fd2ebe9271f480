"""The audit trail of the user directory: who changed which user or group, and to what; of a password, that it was set."""

from collections.abc import Mapping
from dataclasses import replace

from cairn.accounts import AccessEntry, Group, Subject, User
from cairn.core import journal
from cairn.permissions import Caller
from cairn.records import Action, Json, Page
from cairn.store import cursor, keys
from cairn.store.directory import DirectoryStore

PAGE = 100
_NOBODY = Group(name="")


def change(
    caller: Caller, subject: Subject, old: User | Group | None, new: User | Group | None, *, is_password_set: bool = False
) -> AccessEntry:
    """Return the entry of `caller` making (old None), changing or deleting (new None) a user or a group."""
    entry = journal.change(caller, subject, (new or old or _NOBODY).name, old, new)
    return replace(entry, changes={**entry.changes, "password": "set"}) if is_password_set else entry


def tokens(caller: Caller, user_name: str, told: Mapping[str, Json]) -> AccessEntry:
    """Return the entry of `caller` making or revoking personal tokens of a user."""
    return journal.entry(caller, Action.UPDATE, Subject.USER, user_name, told, 0, 0)


def trail(directory: DirectoryStore, subject: Subject, name: str, offset: str | None) -> Page[AccessEntry]:
    """Return a page of the trail of a user or a group, newest first.

    Raises:
        CursorInvalidError: the offset is not of this trail.
    """
    of_this = keys.digest("trail", subject, name)
    after = cursor.decode(offset, of_this)[2] if offset else ""
    entries, last = directory.trail(subject, name, after, PAGE)
    return Page(entries, cursor.encode(of_this, 0, 0, last) if last else None)
