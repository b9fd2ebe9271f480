"""Artifacts: register, read, change, delete, and who did."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from cairn import permissions
from cairn.core import audit
from cairn.core.drafts import Draft, Move
from cairn.errors import (
    ArtifactMissingError,
    IdentityMismatchError,
    PermissionMissingError,
    RatingMissingError,
    RevisionConflictError,
    SourceFixedError,
    SourceTakenError,
)  # fmt: skip
from cairn.permissions import Caller, Method, may
from cairn.records import Action, Assessment, AuditEntry, Family, Json, Kind, Page, Parent, Version
from cairn.runtime.clock import new_id, now
from cairn.store import cursor, keys
from cairn.store.version_writes import SourceHeldError
from cairn.store.versions import VersionStore

AUDIT_PAGE = 100
_UPDATE_TRIES = 10


Retire = Callable[[Version], None]

Kinds = Kind | tuple[Kind, ...]
"""What a version may be, for its id to mean it."""


def keep(_version: Version) -> None:
    """Leave a bundle where it is: for what has none."""


class Artifacts:
    """The versions of all artifacts, by id."""

    def __init__(self, versions: VersionStore, retire: Retire = keep) -> None:
        """Work on the versions in a store; `retire` is told of each version whose bundle is about to lose its record."""
        self._versions = versions
        self._retire = retire

    def register(self, caller: Caller, draft: Draft, found: Assessment | None = None) -> Version:
        """Register a source as a new version of its name, with what ingestion found out about it.

        Raises:
            PermissionMissingError: the caller may not create in the project.
            FamilyClosedError: the name is another user's, who did not permit to add to it.
            SourceTakenError: the kind has this source already.
            SourceInvalidError, SourceTooLongError, NameInvalidError: see `cairn.core.sources`.
        """
        canonical = draft.checked()
        at = now()
        version = Version(
            id=draft.id or new_id(),
            kind=draft.kind,
            project=draft.project,
            name=draft.title,
            number=0,
            source=draft.source,
            canonical_source=canonical,
            download_url=draft.download_url,
            size_bytes=draft.size_bytes,
            parents=draft.parents,
            rating=draft.rating,
            metadata=dict(draft.metadata) | _described(draft.source, draft.download_url),
            owner=caller.id,
            created_at=at,
            created_by=caller.name,
            updated_at=at,
            updated_by=caller.name,
        )
        return self._added(caller, _assessed(version, found), found.readme if found else "")

    def expect(self, caller: Caller, draft: Draft) -> None:
        """Refuse what `register` would refuse, as far as one read can tell: before an ingestion's work is done in vain.

        Raises:
            PermissionMissingError, SourceTakenError, SourceInvalidError, SourceTooLongError, NameInvalidError: as there.
        """
        canonical = draft.checked()
        _ = draft.title
        _check_collection(caller, draft.kind, draft.project)
        holders = self._versions.ancestors([Parent(draft.kind, canonical, "")])
        with _holder_told(caller):
            for holder in holders.values():
                raise SourceHeldError(holder)

    def retrieve(self, caller: Caller, kind: Kinds, version_id: str) -> Version:
        """Read a version: one read.

        Raises:
            ArtifactMissingError: no version of this kind has the id, or none that the caller may see.
        """
        return shown(caller, kind, version_id, self._versions.get(version_id))

    def fetch(self, caller: Caller, kind: Kind, version_id: str) -> Version:
        """Read a version whose bytes the caller is about to be led to: one read, and one write that says so.

        Raises:
            ArtifactMissingError: as `retrieve`.
        """
        version = self.retrieve(caller, kind, version_id)
        if version.download_url is not None or version.bundle_key is not None:
            self._versions.note(audit.look(caller, Action.DOWNLOAD, version))
        return version

    def rating(self, caller: Caller, version_id: str) -> Mapping[str, Json]:
        """Return a model's rating: one read, and one write that says so.

        Raises:
            ArtifactMissingError: as `retrieve`.
            RatingMissingError: it has none (yet).
        """
        model = self.retrieve(caller, Kind.MODEL, version_id)
        if model.rating is None:
            raise RatingMissingError(id=model.id)
        self._versions.note(audit.look(caller, Action.RATE, model))
        return model.rating

    def move(self, caller: Caller, kind: Kind, version_id: str, to: Move, found: Assessment | None = None) -> Version:
        """Give a version another source, and what ingestion found out about that; None keeps what was known.

        Writers at the same time take turns: each works on what the one before it left.

        Raises:
            ArtifactMissingError: no version of this kind has the id, or none that the caller may see.
            PermissionMissingError: the caller may see it, not change it.
            IdentityMismatchError: the name is not the version's own.
            SourceFixedError: the version was published with its source.
            SourceTakenError: another version of the kind has this source.
            RevisionConflictError: others were faster, ten times, or once where it was meant for one revision.
        """
        for _ in range(_UPDATE_TRIES):
            old = self.movable(caller, kind, version_id, to)
            kept = to.download_url if to.download_url is not None else old.download_url
            new = replace(
                old,
                source=to.source,
                canonical_source=to.checked(kind, is_kept=old.canonical_source is None),
                download_url=kept,
                metadata=dict(old.metadata) | _described(to.source, kept),
            )
            try:
                with _holder_told(caller):
                    return self._changed(caller, old, _assessed(new, found), found)
            except RevisionConflictError:
                continue
        raise RevisionConflictError(id=version_id)

    def movable(self, caller: Caller, kind: Kind, version_id: str, to: Move) -> Version:
        """Read a version that the caller wants to give another source: one read.

        Raises:
            ArtifactMissingError, PermissionMissingError, IdentityMismatchError, SourceFixedError: as `move`.
            RevisionConflictError: it is meant for another revision.
        """
        version = self._at_hand(caller, Method.PUT, kind, version_id)
        if to.name.strip() != version.name:
            raise IdentityMismatchError
        # What has no canonical source was published with its files, or as lying elsewhere: that is its content.
        if version.canonical_source is None and to.source != version.source:
            raise SourceFixedError(uri=version.source)
        if to.revision not in {None, version.revision}:
            raise RevisionConflictError(id=version_id)
        return version

    def delete(self, caller: Caller, kind: Kinds, version_id: str) -> None:
        """Delete a version. Its audit trail stays, its number is not given out again.

        Raises:
            ArtifactMissingError: no version of this kind has the id, or none that the caller may see.
            PermissionMissingError: the caller may see it, not delete it.
            RevisionConflictError: others changed it meanwhile, ten times.
        """
        for _ in range(_UPDATE_TRIES):
            version = self._at_hand(caller, Method.DELETE, kind, version_id)
            if version.bundle_key is not None:
                self._retire(version)
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

    def _changed(self, caller: Caller, old: Version, new: Version, found: Assessment | None) -> Version:
        if old.bundle_key is not None and old.bundle_key != new.bundle_key:
            self._retire(old)
        new = replace(new, revision=old.revision + 1, updated_at=now(), updated_by=caller.name)
        entry = audit.entry(caller, Action.UPDATE, new, before=old)
        return self._versions.replace(old, new, entry, found.readme if found else None)

    def _added(self, caller: Caller, version: Version, readme: str) -> Version:
        _check_collection(caller, version.kind, version.project)

        def may_join(family: Family) -> bool:
            joined = permissions.family(version.kind, version.project, version.name, family.owner, family.since)
            return may(caller, Method.POST, joined)

        with _holder_told(caller):
            return self._versions.add(version, lambda placed: _created(caller, placed), may_join, readme)

    def _at_hand(self, caller: Caller, method: Method, kind: Kinds, version_id: str) -> Version:
        """Read a version that the caller wants to do something to."""
        version = self.retrieve(caller, kind, version_id)
        if not may(caller, method, permissions.of(version)):
            raise PermissionMissingError(action=f"do this to {version.kind} {version_id}")
        return version


def shown(caller: Caller, kind: Kinds, version_id: str, found: Version | None) -> Version:
    """Return what was found under an id.

    Raises:
        ArtifactMissingError: nothing, nothing of this kind, or nothing that the caller may see.
    """
    kinds = (kind,) if isinstance(kind, Kind) else kind
    if found is None or found.kind not in kinds or not may(caller, Method.GET, permissions.of(found)):
        raise ArtifactMissingError(type=kinds[0], id=version_id)
    return found


@contextmanager
def _holder_told(caller: Caller) -> Iterator[None]:
    """Word a source that is taken: by what, if the caller may see that."""
    try:
        yield
    except SourceHeldError as held:
        is_seen = may(caller, Method.GET, permissions.of(held.holder))
        holder = f"{held.holder.kind} {held.holder.id}" if is_seen else f"a {held.holder.kind} that you may not see"
        raise SourceTakenError(holder=holder) from held


def _check_collection(caller: Caller, kind: Kind, project: str) -> None:
    if not may(caller, Method.POST, permissions.collection(kind, project)):
        raise PermissionMissingError(action=f"register a {kind}")


def _created(caller: Caller, version: Version) -> AuditEntry:
    """Return the entry of a creation. Its id is the version's, so that what was created, and deleted, is not created again."""
    return replace(audit.entry(caller, Action.CREATE, version, before=None), id=version.id)


def _assessed(version: Version, found: Assessment | None) -> Version:
    """Return a version with all that an assessment tells in place of what was known; None changes nothing."""
    if found is None:
        return version
    return replace(
        version,
        rating=found.rating,
        bundle_key=found.bundle_key,
        size_bytes=found.size_bytes,
        license=found.license,
        parents=found.parents,
        tags=found.tags,
    )


def _described(source: str, download_url: str | None) -> dict[str, Json]:
    """Return what a version's metadata says of where it comes from, for clients that only see the metadata."""
    described: dict[str, Json] = {"source_uri": source}
    return described if download_url is None else described | {"download_url": download_url}
