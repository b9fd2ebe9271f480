"""Audit entries of documents and of the models that they are about: made beside each change, written in its transaction."""

from collections.abc import Mapping

from cairn.documents import Document, DocumentEntry
from cairn.permissions import Caller
from cairn.records import Action, Json
from cairn.runtime.clock import new_id, now


def entry(
    caller: Caller,
    action: Action,
    model: str,
    version: str = "",
    identifier: str = "",
    revisions: tuple[int, int] = (0, 0),
    changes: Mapping[str, Json] | None = None,
) -> DocumentEntry:
    """Return the entry of `caller` doing `action`; `revisions` are those before and after it."""
    return DocumentEntry(
        id=new_id(),
        at=now(),
        action=action,
        model=model,
        version=version,
        identifier=identifier,
        user=caller.name,
        user_is_admin=caller.is_admin,
        face=caller.face,
        request_id=caller.request_id,
        revision_before=revisions[0],
        revision_after=revisions[1],
        changes=changes or {},
    )


def written(caller: Caller, model: str, version: str, old: Document | None, new: Document) -> DocumentEntry:
    """Return the entry of a document that is written: its digest proves what was written."""
    action, before = (Action.UPDATE, old.revision) if old else (Action.CREATE, 0)
    changes: dict[str, Json] = {"sha256": new.sha256, "size": new.size, "timestamp": new.timestamp, "creator": new.creator}
    return entry(caller, action, model, version, new.identifier, (before, new.revision), changes)


def removed(caller: Caller, model: str, version: str, document: Document) -> DocumentEntry:
    """Return the entry of a document that is deleted."""
    revisions = (document.revision, document.revision + 1)
    return entry(caller, Action.DELETE, model, version, document.identifier, revisions)
