"""Artifacts: register, read, change, delete, and who did."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cairn.core import audit, sources
from cairn.errors import ArtifactMissingError, IdentityMismatchError, RevisionConflictError
from cairn.records import DEFAULT_PROJECT, Action, AuditEntry, Caller, Json, Kind, Page, Parent, Version
from cairn.runtime.clock import new_id, now
from cairn.store import cursor, keys
from cairn.store.versions import VersionStore

AUDIT_PAGE = 100
_UPDATE_TRIES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a caller says about a version that is to be registered."""

    kind: Kind
    source: str
    name: str | None = None
    project: str = DEFAULT_PROJECT
    download_url: str | None = None
    size_bytes: int | None = None
    parents: tuple[Parent, ...] = ()
    metadata: Mapping[str, Json] = field(default_factory=dict)


class Artifacts:
    """The versions of all artifacts, by id."""

    def __init__(self, versions: VersionStore) -> None:
        """Work on the versions in a store."""
        self._versions = versions

    def register(self, caller: Caller, draft: Draft) -> Version:
        """Register a source as a new version of its name.

        Raises:
            SourceTakenError: the kind has this source already.
            SourceInvalidError, SourceTooLongError, NameInvalidError: see `cairn.core.sources`.
        """
        canonical = sources.canonical(draft.source)
        if draft.download_url is not None:
            sources.checked(draft.download_url)
        at = now()
        version = Version(
            id=new_id(),
            kind=draft.kind,
            project=draft.project,
            name=_name(draft),
            number=0,
            source=draft.source,
            canonical_source=canonical,
            download_url=draft.download_url,
            size_bytes=draft.size_bytes,
            parents=draft.parents,
            metadata=dict(draft.metadata) | _described(draft.source, draft.download_url),
            created_at=at,
            created_by=caller.name,
            updated_at=at,
            updated_by=caller.name,
        )
        changes = _described(draft.source, draft.download_url)
        return self._versions.add(version, audit.entry(caller, Action.CREATE, version, before=0, after=1, changes=changes))

    def retrieve(self, kind: Kind, version_id: str) -> Version:
        """Read a version: one read.

        Raises:
            ArtifactMissingError: no version of this kind has the id.
        """
        version = self._versions.get(version_id)
        if version is None or version.kind != kind:
            raise ArtifactMissingError(type=kind, id=version_id)
        return version

    def move(self, caller: Caller, kind: Kind, version_id: str, *, name: str, source: str, download_url: str | None) -> Version:
        """Give a version another source: `name` must be the one it has, `download_url` None keeps the old one.

        Writers at the same time take turns: each works on what the one before it left.

        Raises:
            ArtifactMissingError: no version of this kind has the id.
            IdentityMismatchError: the name is not the version's own.
            SourceTakenError: another version of the kind has this source.
            RevisionConflictError: others were faster, ten times.
        """
        canonical = sources.canonical(source)
        if download_url is not None:
            sources.checked(download_url)
        for _ in range(_UPDATE_TRIES):
            old = self.retrieve(kind, version_id)
            if name.strip() != old.name:
                raise IdentityMismatchError
            kept = download_url if download_url is not None else old.download_url
            new = replace(
                old,
                source=source,
                canonical_source=canonical,
                download_url=kept,
                metadata=dict(old.metadata) | _described(source, kept),
                revision=old.revision + 1,
                updated_at=now(),
                updated_by=caller.name,
            )
            try:
                self._versions.replace(old, new, _changed(caller, Action.UPDATE, old, new))
            except RevisionConflictError:
                continue
            return new
        raise RevisionConflictError(id=version_id)

    def delete(self, caller: Caller, kind: Kind, version_id: str) -> None:
        """Delete a version. Its audit trail stays, its number is not given out again.

        Raises:
            ArtifactMissingError: no version of this kind has the id.
            RevisionConflictError: others changed it meanwhile, ten times.
        """
        for _ in range(_UPDATE_TRIES):
            version = self.retrieve(kind, version_id)
            try:
                self._versions.remove([(version, removal(caller, version))])
            except RevisionConflictError:
                continue
            return
        raise RevisionConflictError(id=version_id)

    def audit_trail(self, kind: Kind, version_id: str, offset: str | None) -> Page[AuditEntry]:
        """Read a page of who did what to a version, newest first: one read, two for a later page.

        Raises:
            ArtifactMissingError: no version of this kind has the id (any more).
            CursorInvalidError: the offset is not of this trail.
        """
        trail = keys.digest("audit", kind, version_id)
        after = cursor.decode(offset, trail)[2] if offset else ""
        entries, last = self._versions.audit_trail(version_id, after, AUDIT_PAGE)
        # Asked on later pages too: an offset is no proof that its sender may read the trail.
        newest = entries if not after else self._versions.audit_trail(version_id, "", 1)[0]
        if not newest or newest[0].kind != kind or newest[0].action is Action.DELETE:
            raise ArtifactMissingError(type=kind, id=version_id)
        return Page(entries, cursor.encode(trail, 0, 0, last) if last else None)


def removal(caller: Caller, version: Version) -> AuditEntry:
    """Return the audit entry of deleting a version."""
    return audit.entry(caller, Action.DELETE, version, before=version.revision, after=version.revision + 1)


def _name(draft: Draft) -> str:
    if draft.name is not None and draft.name.strip():
        return sources.checked_name(draft.name)
    return sources.checked_name(sources.name_of(draft.source, draft.kind))


def _described(source: str, download_url: str | None) -> dict[str, Json]:
    """Return what a version's metadata says of where it comes from, for clients that only see the metadata."""
    described: dict[str, Json] = {"source_uri": source}
    return described if download_url is None else described | {"download_url": download_url}


def _changed(caller: Caller, action: Action, old: Version, new: Version) -> AuditEntry:
    changes = _described(new.source or "", new.download_url)
    return audit.entry(caller, action, old, before=old.revision, after=new.revision, changes=changes)
