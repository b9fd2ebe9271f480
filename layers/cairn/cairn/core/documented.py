"""The models that documents are about, and their versions: make, read, list, delete, and who did.

A model owns its name together with whatever else is registered under it: see `cairn.documents.DocumentedModel`.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TypeVar

from cairn import permissions
from cairn.core import document_audit
from cairn.core.document_access import demand, is_owner_irrelevant, resource
from cairn.core.document_drafts import checked_identifier
from cairn.core.sources import checked_name
from cairn.documents import DocumentedModel, DocumentedVersion, DocumentEntry, Ground
from cairn.errors import (
    DocumentInvalidError,
    ModelMissingError,
    ModelTakenError,
    ModelVersionMissingError,
    ModelVersionTakenError,
    NameInvalidError,
    PermissionMissingError,
    RevisionConflictError,
)
from cairn.permissions import Caller, Method, may
from cairn.records import DEFAULT_PROJECT, Action, Family, Json, Kind, Page
from cairn.runtime.clock import new_id, now
from cairn.store import cursor, document_items, document_keys, keys
from cairn.store.documented import DocumentedStore, ModelDocumentedError
from cairn.store.segments import Position
from cairn.store.table import ConditionsFailedError, Write

ResultT = TypeVar("ResultT")

TRAIL_PAGE = 100
_LIST_PAGE = 5_000
_TRIES = 10
SWEEP_SECONDS = 60
"""A sweep begins when no request runs any more that was there before the deletion."""

Send = Callable[[Mapping[str, Json], int], None]
Do = Callable[[Ground, list[Write]], ResultT]


def unsent(_job: Mapping[str, Json], _seconds: int) -> None:
    """Leave what nothing leads to where it is."""


class Documented:
    """The models that documents are about."""

    def __init__(self, store: DocumentedStore, send: Send = unsent) -> None:
        """Keep them in a store; `send` takes the jobs that clear up behind deletions."""
        self._store = store
        self._send = send

    def create(self, caller: Caller, name: str) -> DocumentedModel:
        """Make a model: one transaction, one more where its name has an owner or had one.

        Raises:
            DocumentInvalidError: it cannot have this name.
            PermissionMissingError: the caller may not create models.
            ModelTakenError: there is one of this name.
            FamilyClosedError: the name is another user's, who did not permit to add to it.
        """
        _check_name(name)
        if not may(caller, Method.POST, permissions.collection(Kind.MODEL, DEFAULT_PROJECT)):
            raise PermissionMissingError(action="create a model")

        def may_join(family: Family) -> bool:
            joined = permissions.family(Kind.MODEL, DEFAULT_PROJECT, name, family.owner, family.since)
            return may(caller, Method.POST, joined)

        at = now()
        model = DocumentedModel(name=name, id=new_id(), owner=caller.id, created_at=at, created_by=caller.name)
        try:
            return self._store.add(model, lambda placed: _made(caller, placed), may_join)
        except ModelDocumentedError:
            raise ModelTakenError(name=name) from None

    def read(self, caller: Caller, name: str) -> tuple[DocumentedModel, list[DocumentedVersion]]:
        """Read a model and its versions, oldest first: one query; raises as `demand`."""
        model, versions = self._store.whole(name)
        model = demand(caller, Method.GET, name, model if model and model.is_live else None)
        return model, sorted((one for one in versions if one.is_live), key=lambda one: (one.created_at, one.name))

    def names(self, caller: Caller) -> list[str]:
        """Return the names of all models, oldest first: a query for each five thousand.

        Raises:
            PermissionMissingError: the caller may not see all models.
        """
        if not may(caller, Method.GET, permissions.collection(Kind.MODEL, DEFAULT_PROJECT)):
            raise PermissionMissingError(action="list all models")
        return [model.name for model in self._all()]

    def names_seen(self, *callers: Caller) -> list[str]:
        """Return the names of those models that all of these may read, oldest first: as many queries as `names`."""

        def is_seen(model: DocumentedModel) -> bool:
            return all(may(caller, Method.GET, resource(model.name, model)) for caller in callers)

        return [model.name for model in self._all() if is_seen(model)]

    def forget(self, caller: Caller, before: str, may_go_on: Callable[[], bool]) -> int | None:
        """Delete the models whose ids (they are in the order of time) come before `before`, each as `delete` does.

        Returns:
            None when all are deleted, else how many were before `may_go_on` said no.
        """
        doomed = [model for model in self._all() if model.id < before]
        for number, model in enumerate(doomed):
            if not may_go_on():
                return number
            try:
                with suppress(ModelMissingError):
                    self.delete(caller, model.name, model.id)
            except RevisionConflictError:  # Others are at it as well: it is looked at again.
                return number
        return None

    def with_documents(self, caller: Caller, names: list[str]) -> set[str]:
        """Return those of the names under which there is a model that the caller may read: one batch read."""
        found = self._store.many(names)
        return {name for name, model in found.items() if may(caller, Method.GET, resource(name, model))}

    def delete(self, caller: Caller, name: str, model_id: str = "") -> tuple[DocumentedModel, list[DocumentedVersion]]:
        """Delete a model (only the one of an id, if one is told) with all that is about it; return what it was.

        One query, one message, one transaction; raises as `demand`.
        """
        for _ in range(_TRIES):
            model, versions = self._store.whole(name)
            is_meant = model is not None and model.is_live and model_id in {"", model.id}
            model = demand(caller, Method.DELETE, name, model if is_meant else None)
            self._send({"job": "documents", "model": model.name, "generation": model.generation}, SWEEP_SECONDS)
            entry = document_audit.entry(caller, Action.DELETE, model.name, revisions=(1, 2))
            try:
                self._store.remove(model, entry)
            except ConditionsFailedError:
                continue
            return model, [version for version in versions if version.is_live]
        raise RevisionConflictError(id=name)

    def add_version(self, caller: Caller, model: str, name: str) -> DocumentedVersion:
        """Make a version of a model: one transaction.

        Raises:
            DocumentInvalidError: it cannot have this name.
            ModelVersionTakenError: the model has one of this name.
            PermissionMissingError, ModelMissingError: as `demand`.
        """
        checked_identifier(name)

        def add(ground: Ground, guards: list[Write]) -> DocumentedVersion:
            return self._version_added(caller, ground, name, guards)

        return self.on_ground(caller, model, None, add)

    def read_version(self, caller: Caller, model: str, version: str) -> DocumentedVersion:
        """Read a version: one batch read.

        Raises:
            ModelVersionMissingError: the model has no such version.
            PermissionMissingError, ModelMissingError: as `demand`.
        """
        return _existing(self._stood_on(caller, Method.GET, model, version), version)

    def delete_version(self, caller: Caller, model: str, version: str) -> DocumentedVersion:
        """Delete a version with all that is about it: one batch read, one transaction; raises as `read_version`."""
        for _ in range(_TRIES):
            ground = self._stood_on(caller, Method.DELETE, model, version)
            found, gone = demand(caller, Method.DELETE, model, ground.model), _existing(ground, version)
            job: dict[str, Json] = {"job": "documents", "model": found.name, "generation": found.generation}
            self._send(job | {"version": gone.name, "version_generation": gone.generation}, SWEEP_SECONDS)
            entry = document_audit.entry(caller, Action.DELETE, found.name, gone.name, revisions=(1, 2))
            try:
                self._store.remove_version(ground, entry, self._store.checks(Ground(found), owner_too=False))
            except ConditionsFailedError:
                continue
            return gone
        raise RevisionConflictError(id=version)

    def trail(self, caller: Caller, name: str, offset: str | None) -> Page[DocumentEntry]:
        """Read a page of who did what to a model and what is about it, newest first, and write down that the caller did.

        One read, one query, one write.

        Raises:
            CursorInvalidError: the offset is not of this trail.
            PermissionMissingError, ModelMissingError: as `demand`.
        """
        ground = self._stood_on(caller, Method.GET, name, None)
        model = demand(caller, Method.GET, name, ground.model)
        of_this = keys.digest("documents", model.name, str(model.generation))
        after = cursor.decode(offset, of_this)[2] if offset else ""
        entries, last = self._store.trail(model, after, TRAIL_PAGE)
        self._store.note(model, document_audit.entry(caller, Action.AUDIT, model.name))
        return Page(entries, cursor.encode(of_this, 0, 0, last) if last else None)

    def note(self, model: DocumentedModel, entry: DocumentEntry) -> None:
        """Write down what changed nothing: one write."""
        self._store.note(model, entry)

    def on_ground(
        self, caller: Caller, model: str, version: str | None, do: "Do[ResultT]", *, is_sure: bool = False
    ) -> ResultT:
        """Write below a model: on what it is taken for, and if that is refused on what it is.

        Args:
            caller: Who needs permission to add to the model.
            model: The model.
            version: The version, None where it does not matter.
            do: Writes, together with the guards that it is given.
            is_sure: Look first: for what should not be done in vain.

        Raises:
            PermissionMissingError, ModelMissingError: as `demand`.
            ModelVersionMissingError: the model has no such version.
            RevisionConflictError: others were faster, ten times.
        """
        assumed = self._store.assumed(model, version, caller.id)
        if not is_sure and may(caller, Method.POST, resource(model, assumed.model)):
            guards = self._store.checks(assumed, owner_too=not is_owner_irrelevant(caller, model))
            try:
                return do(assumed, guards)
            except ConditionsFailedError:
                pass  # What it is taken for may be wrong: look.
        for _ in range(_TRIES):
            ground = self._stood_on(caller, Method.POST, model, version)
            if version is not None:
                _existing(ground, version)
            try:
                return do(ground, self._store.checks(ground, owner_too=False))
            except ConditionsFailedError:
                continue
        raise RevisionConflictError(id=model)

    def _stood_on(self, caller: Caller, method: Method, model: str, version: str | None) -> Ground:
        ground, _ = self._store.look(model, version)
        demand(caller, method, model, ground.model)
        return ground

    def _version_added(self, caller: Caller, ground: Ground, name: str, guards: list[Write]) -> DocumentedVersion:
        model = ground.model or DocumentedModel(name="")
        key, last = document_keys.documented_version(model.name, model.generation, name), 0
        entry = document_audit.entry(caller, Action.CREATE, model.name, name, revisions=(0, 1))
        while True:
            version = DocumentedVersion(name=name, generation=last + 1, created_at=entry.at, created_by=caller.name)
            try:
                self._store.add_version(ground, version, last, entry, guards)
            except ConditionsFailedError as refused:
                if refused.found.keys() != {key} or (known := document_items.to_version(refused.found[key])) is None:
                    raise
                if known.is_live:
                    raise ModelVersionTakenError(model=model.name, name=name) from refused
                last = known.generation
            else:
                return version

    def _all(self) -> list[DocumentedModel]:
        found: list[DocumentedModel] = []
        position: Position | None = Position()
        while position is not None:
            page, position = self._store.listed(position, _LIST_PAGE)
            found += page
        return found


def _existing(ground: Ground, version: str) -> DocumentedVersion:
    if ground.version is None:
        raise ModelVersionMissingError(model=ground.model.name if ground.model else "", name=version)
    return ground.version


def _made(caller: Caller, model: DocumentedModel) -> DocumentEntry:
    changes: dict[str, Json] = {"owner": model.owner, "generation": model.generation}
    return document_audit.entry(caller, Action.CREATE, model.name, revisions=(0, 1), changes=changes)


def _check_name(name: str) -> None:
    """Refuse what is no identifier, or no name of a model on the other faces."""
    checked_identifier(name)
    try:
        checked_name(name)
    except NameInvalidError as refused:
        raise DocumentInvalidError(reason=str(refused)) from None
