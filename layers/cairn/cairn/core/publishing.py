"""Publishing: a version made, or changed, by what its client says that it shall be.

The same said twice is done once: clients send again what they got no answer to.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cairn import permissions
from cairn.core import audit, names
from cairn.core.projects import closed
from cairn.errors import (
    AliasTakenError,
    ArtifactMissingError,
    FilesTooManyError,
    NumberMissingError,
    PermissionMissingError,
    RevisionConflictError,
    SourceFixedError,
    SourceForeignError,
    StoreBusyError,
    UploadIncompleteError,
)
from cairn.permissions import Caller, Method, may
from cairn.projects import Project
from cairn.records import Action, AuditEntry, Family, Json, Kind, Staged, TreeFile, Version
from cairn.runtime.clock import new_id, now
from cairn.store.families import FamilyStore
from cairn.store.projects import ProjectStore, is_closed, passes
from cairn.store.table import ConditionsFailedError, Write
from cairn.store.trees import Trees
from cairn.store.uploads import UploadStore
from cairn.store.version_writes import ClaimHeldError, VersionKnownError
from cairn.store.versions import VersionStore

FILES = 100_000
"""The most files of a version."""

_TRIES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What a client says that a version shall be. What is None or empty it shall not have."""

    project: Project
    form: Kind
    """What the client calls it."""
    kind: Kind
    """What it is, under a name that is new."""
    name: str
    number: int | None = None
    """Which version it is about, None for one that is new or staged."""
    address: str | None = None
    """Where its files are: an address that staging told, or (`is_managed` False) one that is not ours; None: it has none."""
    is_managed: bool = False
    declared_bytes: int | None = None
    """How many bytes its client put there, where it says so."""
    description: str | None = None
    alias: str | None = None
    run_id: str | None = None
    metadata: Mapping[str, Json] = field(default_factory=dict)
    manifest: Mapping[str, Json] = field(default_factory=dict)
    """What else there is to keep."""

    def over(self, version: Version) -> Version:
        """Return a version with what a publication may change of it."""
        return replace(
            version,
            description=self.description,
            alias=self.alias,
            run_id=self.run_id,
            metadata=self.metadata,
            manifest=self.manifest,
        )


class Publishing:
    """Makes versions of what was staged or lies elsewhere, and changes what is said of them."""

    def __init__(self, versions: VersionStore, families: FamilyStore, uploads: UploadStore, trees: Trees | None) -> None:
        """Publish into a store, from a bucket, or (None) what has no files."""
        self._versions = versions
        self._families = families
        self._uploads = uploads
        self._trees = trees

    def publish(self, caller: Caller, said: Publication) -> Version:
        """Make or change the version that a publication is about; return it.

        With a number it is that version; with an address that staging told, the one that was staged there; else a new one,
        unless the newest is just that already.

        Raises:
            NumberMissingError: there is no version of the number, or none that the caller may see.
            SourceForeignError: nothing was staged at the address, or for another name.
            SourceFixedError: another source is said for a version that is published.
            UploadIncompleteError: fewer bytes are there than were declared.
            NameHeldError, AliasTakenError: others have the name, or the alias.
            FamilyClosedError, PermissionMissingError: the caller may not.
            ProjectMissingError: the project was deleted meanwhile.
        """
        if said.number is not None:
            return self._renewed(caller, self._numbered(caller, said, said.number), said)
        if said.is_managed:
            return self._committed(caller, said)
        return self._recorded(caller, said)

    def _numbered(self, caller: Caller, said: Publication, number: int) -> Version:
        held = names.holders(self._families, said.project.id, said.name, names.reach(said.form)).live
        for kind in held:
            found = self._families.numbered(said.project.id, kind, said.name, number)
            version = self._versions.get(found) if found else None
            if version is not None and names.is_shown(caller, version):
                return version
        # A name that clients cannot write is told them in plain letters: then the address says which version is meant.
        version = self._at(said)[1]
        if version is None or version.number != number or not names.is_shown(caller, version):
            raise NumberMissingError(number=number, name=said.name)
        _check_same(said, version.project, version.name, is_form=version.kind in names.reach(said.form))
        return version

    def _at(self, said: Publication) -> tuple[Staged | None, Version | None]:
        version_id = self._trees.tree_of(said.address or "") if self._trees and said.is_managed else None
        return self._uploads.find(version_id) if version_id else (None, None)

    def _committed(self, caller: Caller, said: Publication) -> Version:
        """Publish what was staged: one batch read, a call of S3 for each 1,000 files, one transaction."""
        staged, version = self._at(said)
        if version is not None and names.is_shown(caller, version):
            _check_same(said, version.project, version.name, is_form=version.kind in names.reach(said.form))
            return self._renewed(caller, version, said)
        if staged is None or not (caller.is_admin or staged.user_id == caller.id):
            raise SourceForeignError(uri=said.address)
        _check_same(said, staged.project, staged.name, is_form=staged.form is said.form)
        held = names.holders(self._families, said.project.id, said.name)
        kind = names.kind_for(said.form, said.kind, said.name, held)
        files = self._files(staged, said)
        pieces, listed = self._uploads.list_files(staged.id, files)
        size = sum(file.size for file in files)
        new = replace(self._new(caller, said, kind), id=staged.id, tree=pieces, size_bytes=size)
        try:
            return self._added(caller, said.project, new, held, more=[UploadStore.committed(staged.id), listed])
        except VersionKnownError:
            # The same was sent twice, and the other one was faster.
            found = self._versions.get(staged.id)
            if found is None:
                raise SourceForeignError(uri=said.address) from None
            return self._renewed(caller, found, said)

    def _files(self, staged: Staged, said: Publication) -> list[TreeFile]:
        files = self._trees.files(staged.id) if self._trees else []
        if len(files) > FILES:
            raise FilesTooManyError(limit=FILES)
        present = sum(file.size for file in files)
        if said.declared_bytes is not None and present < said.declared_bytes:
            raise UploadIncompleteError(present=present, declared=said.declared_bytes)
        return files

    def _recorded(self, caller: Caller, said: Publication) -> Version:
        """Publish what lies elsewhere, or has no files: one batch read, one read, one transaction."""
        held = names.holders(self._families, said.project.id, said.name)
        kind = names.kind_for(said.form, said.kind, said.name, held)
        new = self._new(caller, said, kind)
        newest = _Newest(self._versions, caller, new)
        found = newest.if_same(held.known.get(kind, Family()))
        if found is not None:
            return found
        try:
            return self._added(caller, said.project, new, held, instead=newest.if_same)
        except AliasTakenError:
            # By the same, maybe, that somebody else sent at this moment.
            again = names.holders(self._families, new.project, new.name, [kind]).known.get(kind, Family())
            found = newest.if_same(again)
            if found is None:
                raise
            return found

    def _new(self, caller: Caller, said: Publication, kind: Kind) -> Version:
        at = now()
        return Version(
            id=new_id(),
            kind=kind,
            project=said.project.id,
            name=said.name,
            number=0,
            source=said.address,
            canonical_source=None,
            owner=caller.id,
            created_at=at,
            created_by=caller.name,
            updated_at=at,
            updated_by=caller.name,
            description=said.description,
            alias=said.alias,
            run_id=said.run_id,
            metadata=said.metadata,
            manifest=said.manifest,
        )

    def _added(
        self,
        caller: Caller,
        project: Project,
        new: Version,
        held: names.Holders,
        *,
        more: Sequence[Write] = (),
        instead: Callable[[Family], Version | None] = lambda _known: None,
    ) -> Version:
        names.check_joining(caller, project, new.kind, new.name, held.live.get(new.kind))

        def beside(placed: Version, known: Family) -> list[Write]:
            others = [] if known.live else names.free_of_others(placed)
            return [*passes(placed.project, placed.name), *others, *more]

        def may_join(family: Family) -> bool:
            joined = permissions.family(new.kind, new.project, new.name, family.owner, family.since)
            return may(caller, Method.POST, joined)

        def created(placed: Version) -> AuditEntry:
            return replace(audit.entry(caller, Action.CREATE, placed, before=None), id=placed.id)

        try:
            return self._versions.add(new, created, may_join, beside=beside, instead=instead)
        except ClaimHeldError as held_by:
            raise self._taken(new, held_by) from held_by
        except ConditionsFailedError as refused:
            if is_closed(refused):
                raise closed(ProjectStore(self._versions.table), project) from refused
            names.raise_held(refused, new)
            # The upload ended meanwhile: it was published (then the audit entry was met as well), given up, or expired.
            raise SourceForeignError(uri=new.source) from refused

    def _renewed(self, caller: Caller, old: Version, said: Publication) -> Version:
        """Change what is said of a version; nothing is written where nothing changes."""
        for _ in range(_TRIES):
            if said.address is not None and said.address.rstrip("/") not in self._addresses(old):
                raise SourceFixedError(uri=old.source)
            new = said.over(old)
            if new == old:
                return old
            if not may(caller, Method.PUT, permissions.of(old)):
                raise PermissionMissingError(action=f"change versions of {old.name}")
            new = replace(new, revision=old.revision + 1, updated_at=now(), updated_by=caller.name)
            try:
                return self._versions.replace(old, new, audit.entry(caller, Action.UPDATE, new, before=old))
            except ClaimHeldError as held_by:
                raise self._taken(new, held_by) from held_by
            except RevisionConflictError:
                again = self._versions.get(old.id)
                if again is None:
                    raise ArtifactMissingError(type=old.kind, id=old.id) from None
                old = again
        raise StoreBusyError

    def _addresses(self, version: Version) -> set[str]:
        """Return what may be said to be a version's source: what its client said, and where we keep its files."""
        ours = {self._trees.address(version.id)} if self._trees else set()
        return {(version.source or "").rstrip("/"), *ours}

    def _taken(self, version: Version, held_by: ClaimHeldError) -> AliasTakenError:
        holder = self._versions.get(held_by.holder_id)
        return AliasTakenError(alias=version.alias, number=holder.number if holder else "?")


class _Newest:
    """Whether a new version says just what the newest of its family says; each that becomes the newest is compared once."""

    def __init__(self, versions: VersionStore, caller: Caller, new: Version) -> None:
        """Compare with what the caller may see."""
        self._versions = versions
        self._caller = caller
        self._new = new
        self._compared = 0

    def if_same(self, family: Family) -> Version | None:
        """Return the newest version, where it is the same and was not compared before: one read of what was not."""
        if family.last_number <= self._compared:
            return None
        self._compared = family.last_number
        version = self._versions.get(family.latest_id) if family.live and family.latest_id else None
        shown = version if version is not None and names.is_shown(self._caller, version) else None
        return shown if shown is not None and _is_same(shown, self._new) else None


def _check_same(said: Publication, project: str, name: str, *, is_form: bool) -> None:
    if said.project.id != project or said.name not in {name, names.plain(name)} or not is_form:
        raise SourceForeignError(uri=said.address)


def _is_same(old: Version, new: Version) -> bool:
    told = ("source", "description", "alias", "run_id", "metadata", "manifest", "tree")
    return all(getattr(old, member) == getattr(new, member) for member in told)
