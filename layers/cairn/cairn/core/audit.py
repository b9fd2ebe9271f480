"""Audit entries: one for each change, made beside the change and written in its transaction; and for each look that counts."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from cairn.permissions import Caller
from cairn.records import Action, AuditEntry, Json, Parent, Version
from cairn.runtime.clock import new_id, now

_KEPT_ELSEWHERE = {"segment", "kind_segment", "readme_segment", "revision", "updated_at", "updated_by"}
"""Where a version stands in lists is the store's business; what revision it has, since when and by whom, each entry says."""
_TOLD = tuple(field.name for field in fields(Version) if field.name not in _KEPT_ELSEWHERE)


def entry(caller: Caller, action: Action, version: Version, *, before: Version | None) -> AuditEntry:
    """Return the entry of `caller` doing `action`, which left `version` and found `before` (None: it is new)."""
    return _entry(caller, action, version, before.revision if before else 0, version.revision, _changes(before, version))


def removal(caller: Caller, version: Version) -> AuditEntry:
    """Return the entry of `caller` deleting a version."""
    return _entry(caller, Action.DELETE, version, version.revision, version.revision + 1, {})


def look(caller: Caller, action: Action, version: Version) -> AuditEntry:
    """Return the entry of `caller` having been shown something of a version: nothing changes."""
    return _entry(caller, action, version, version.revision, version.revision, {})


def look_back(caller: Caller, newest: AuditEntry) -> AuditEntry:
    """Return the entry of `caller` having been shown the trail that ends with `newest`."""
    return replace(newest, **_who(caller), id=new_id(), at=now(), action=Action.AUDIT, **_unchanged(newest.revision_after))


def fold(entries: Iterable[AuditEntry]) -> Version | None:
    """Return the version that its entries (oldest first) tell of, None if it is deleted.

    Where it stands in lists is not told: its segments are those of a version that is not placed yet.
    """
    told: dict[str, Any] | None = None
    for one in entries:
        if one.action is Action.DELETE:
            told = None
        elif one.revision_after != one.revision_before:
            told = {**(told or {}), **one.changes, "revision": one.revision_after}
            told |= {"updated_at": one.at, "updated_by": one.user}
    return None if told is None else _version(told)


def _entry(
    caller: Caller, action: Action, version: Version, before: int, after: int, changes: Mapping[str, Json]
) -> AuditEntry:
    return AuditEntry(
        id=new_id(),
        at=version.updated_at if before != after and action is not Action.DELETE else now(),
        action=action,
        version_id=version.id,
        kind=version.kind,
        name=version.name,
        revision_before=before,
        revision_after=after,
        project=version.project,
        owner=version.owner,
        since=version.since,
        changes=changes,
        **_who(caller),
    )


def _who(caller: Caller) -> dict[str, Any]:
    return {
        "user": caller.name,
        "user_is_admin": caller.is_admin,
        "face": caller.face,
        "request_id": caller.request_id,
    }


def _unchanged(revision: int) -> dict[str, Any]:
    return {"revision_before": revision, "revision_after": revision, "changes": {}}


def _changes(before: Version | None, after: Version) -> dict[str, Json]:
    told = {name: getattr(after, name) for name in _TOLD}
    if before is None:
        return {name: _json(value) for name, value in told.items() if value not in (None, (), "")}
    return {name: _json(value) for name, value in told.items() if value != getattr(before, name)}


def _json(value: Any) -> Json:
    if isinstance(value, tuple):
        return [asdict(one) if isinstance(one, Parent) else one for one in value]
    return value  # type: ignore[no-any-return]


def _version(told: dict[str, Any]) -> Version:
    absent: dict[str, Any] = {"source": None, "canonical_source": None}
    parents = tuple(Parent(**parent) for parent in told.get("parents", ()))
    tags, labels = (tuple(told.get(name, ())) for name in ("tags", "labels"))
    return Version(**absent | told | {"parents": parents, "tags": tags, "labels": labels})
