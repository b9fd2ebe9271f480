"""Artifacts: register, read, change, delete, and who did."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from cairn import permissions
from cairn.core import audit, sources
from cairn.errors import (
    ArtifactMissingError,
    IdentityMismatchError,
    PermissionMissingError,
    RevisionConflictError,
    SourceTakenError,
)  # fmt: skip
from cairn.permissions import Caller, Method, may
from cairn.records import DEFAULT_PROJECT, Action, AuditEntry, Family, Json, Kind, Page, Parent, Version
from cairn.runtime.clock import new_id, now
from cairn.store import cursor, keys
from cairn.store.versions import SourceHeldError, VersionStore

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
            PermissionMissingError: the caller may not create in the project.
            FamilyClosedError: the name is another user's, who did not permit to add to it.
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
            owner=caller.id,
            created_at=at,
            created_by=caller.name,
            updated_at=at,
            updated_by=caller.name,
        )
        return self._added(caller, version)

    def retrieve(self, caller: Caller, kind: Kind, version_id: str) -> Version:
        """Read a version: one read.

        Raises:
            ArtifactMissingError: no version of this kind has the id, or none that the caller may see.
        """
        version = self._versions.get(version_id)
        if version is None or version.kind != kind or not may(caller, Method.GET, permissions.of(version)):
            raise ArtifactMissingError(type=kind, id=version_id)
        return version

    def look_at(self, caller: Caller, kind: Kind, version_id: str, action: Action) -> Version:
        """Read a version and write down that the caller did: one read, one write.

        Raises:
            ArtifactMissingError: as `retrieve`.
        """
        version = self.retrieve(caller, kind, version_id)
        self._versions.note(audit.look(caller, action, version))
        return version

    def move(self, caller: Caller, kind: Kind, version_id: str, *, name: str, source: str, download_url: str | None) -> Version:
        """Give a version another source: `name` must be the one it has, `download_url` None keeps the old one.

        Writers at the same time take turns: each works on what the one before it left.

        Raises:
            ArtifactMissingError: no version of this kind has the id, or none that the caller may see.
            PermissionMissingError: the caller may see it, not change it.
            IdentityMismatchError: the name is not the version's own.
            SourceTakenError: another version of the kind has this source.
            RevisionConflictError: others were faster, ten times.
        """
        canonical = sources.canonical(source)
        if download_url is not None:
            sources.checked(download_url)
        for _ in range(_UPDATE_TRIES):
            old = self._at_hand(caller, Method.PUT, kind, version_id)
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
                with _holder_told(caller):
                    self._versions.replace(old, new, audit.entry(caller, Action.UPDATE, new, before=old))
            except RevisionConflictError:
                continue
            return new
        raise RevisionConflictError(id=version_id)

    def delete(self, caller: Caller, kind: Kind, version_id: str) -> None:
        """Delete a version. Its audit trail stays, its number is not given out again.

        Raises:
            ArtifactMissingError: no version of this kind has the id, or none that the caller may see.
            PermissionMissingError: the caller may see it, not delete it.
            RevisionConflictError: others changed it meanwhile, ten times.
        """
        for _ in range(_UPDATE_TRIES):
            version = self._at_hand(caller, Method.DELETE, kind, version_id)
            try:
                self._versions.remove([(version, audit.removal(caller, version))])
            except RevisionConflictError:
                continue
            return
        raise RevisionConflictError(id=version_id)

    def audit_trail(self, caller: Caller, kind: Kind, version_id: str, offset: str | None) -> Page[AuditEntry]:
        """Read a page of who did what to a version, newest first, and write down that the caller did.

        One query (a second one for a later page: an offset is no proof that its sender may read the trail), one write.

        Raises:
            ArtifactMissingError: no version of this kind has the id (any more), or none that the caller may see.
            CursorInvalidError: the offset is not of this trail.
        """
        trail = keys.digest("audit", kind, version_id)
        after = cursor.decode(offset, trail)[2] if offset else ""
        entries, last = self._versions.audit_trail(version_id, after, AUDIT_PAGE)
        newest = next(iter(entries if not after else self._versions.audit_trail(version_id, "", 1)[0]), None)
        if newest is None or newest.kind != kind or newest.action is Action.DELETE:
            raise ArtifactMissingError(type=kind, id=version_id)
        if not may(caller, Method.GET, permissions.of(newest)):
            raise ArtifactMissingError(type=kind, id=version_id)
        self._versions.note(audit.look_back(caller, newest))
        return Page(entries, cursor.encode(trail, 0, 0, last) if last else None)

    def _added(self, caller: Caller, version: Version) -> Version:
        if not may(caller, Method.POST, permissions.collection(version.kind, version.project)):
            raise PermissionMissingError(action=f"register a {version.kind}")

        def may_join(family: Family) -> bool:
            joined = permissions.family(version.kind, version.project, version.name, family.owner, family.since)
            return may(caller, Method.POST, joined)

        with _holder_told(caller):
            return self._versions.add(version, lambda placed: audit.entry(caller, Action.CREATE, placed, before=None), may_join)

    def _at_hand(self, caller: Caller, method: Method, kind: Kind, version_id: str) -> Version:
        """Read a version that the caller wants to do something to."""
        version = self.retrieve(caller, kind, version_id)
        if not may(caller, method, permissions.of(version)):
            raise PermissionMissingError(action=f"do this to {kind} {version_id}")
        return version


@contextmanager
def _holder_told(caller: Caller) -> Iterator[None]:
    """Word a source that is taken: by what, if the caller may see that."""
    try:
        yield
    except SourceHeldError as held:
        is_seen = may(caller, Method.GET, permissions.of(held.holder))
        holder = f"{held.holder.kind} {held.holder.id}" if is_seen else f"a {held.holder.kind} that you may not see"
        raise SourceTakenError(holder=holder) from held


def _name(draft: Draft) -> str:
    if draft.name is not None and draft.name.strip():
        return sources.checked_name(draft.name)
    return sources.checked_name(sources.name_of(draft.source, draft.kind))


def _described(source: str, download_url: str | None) -> dict[str, Json]:
    """Return what a version's metadata says of where it comes from, for clients that only see the metadata."""
    described: dict[str, Json] = {"source_uri": source}
    return described if download_url is None else described | {"download_url": download_url}
