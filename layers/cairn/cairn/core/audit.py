"""Audit entries: one for each change, made beside the change and written in its transaction."""

from collections.abc import Mapping

from cairn.records import Action, AuditEntry, Caller, Json, Version
from cairn.runtime.clock import new_id, now


def entry(
    caller: Caller, action: Action, version: Version, *, before: int, after: int, changes: Mapping[str, Json] | None = None
) -> AuditEntry:
    """Return the entry of `caller` doing `action` to `version`, whose revision went from `before` to `after`."""
    return AuditEntry(
        id=new_id(),
        at=now(),
        action=action,
        version_id=version.id,
        kind=version.kind,
        name=version.name,
        user=caller.name,
        user_is_admin=caller.is_admin,
        face=caller.face,
        request_id=caller.request_id,
        revision_before=before,
        revision_after=after,
        changes=changes or {},
    )
