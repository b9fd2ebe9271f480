"""Documents about models: write, read, list, search, delete. A forced overwrite leaves the revision before it readable."""

import time
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256

from cairn.core import document_audit, filters
from cairn.core.answers import ANSWER_BYTES, weight
from cairn.core.document_access import demand
from cairn.core.document_drafts import COPIES, DocumentDraft, ListNames, made, requirements, searched, type_of
from cairn.core.document_pages import Found, Pages, text
from cairn.core.documented import SWEEP_SECONDS, Documented, Send, unsent
from cairn.documents import Document, DocumentType, Ground, Level
from cairn.errors import (
    DocumentInvalidError,
    DocumentMissingError,
    DocumentTakenError,
    DocumentTooLargeError,
    ModelMissingError,
    ModelTakenError,
    ModelVersionMissingError,
    ModelVersionTakenError,
    PermissionMissingError,
    RevisionConflictError,
)
from cairn.permissions import Caller, Method
from cairn.records import Page
from cairn.runtime.clock import new_id
from cairn.store import cursor, document_keys, keys
from cairn.store.documents import DocumentStore, Place, Stretch, key_of, scope, standing
from cairn.store.pieces import Cut, cut
from cairn.store.table import ConditionsFailedError, Write

_TRIES = 10
_REVISIONS_PAGE = 100
_CARDS = 1_000


@dataclass(frozen=True, slots=True)
class At:
    """A version of a model, by its names."""

    model: str
    version: str


class Documents:
    """The documents of all models."""

    def __init__(self, store: DocumentStore, documented: Documented, names: ListNames, send: Send = unsent) -> None:
        """Keep documents in a store.

        Args:
            store: The store.
            documented: The models that they are about.
            names: Returns the names in a custom list, which some members of cards are taken from.
            send: Takes the jobs that clear up behind deletions.
        """
        self._store = store
        self._documented = documented
        self._names = names
        self._send = send

    def write(
        self, caller: Caller, at: At, draft: DocumentDraft, *, force: bool = False, parents: bool = False
    ) -> tuple[Document, str]:
        """Write a document; return it and the JSON text of its body.

        One transaction. What replaces (`force`), what has objects for the bucket, and a suite that names scenarios of cards
        look first: one batch read more.

        Args:
            caller: Who needs permission to add to the model.
            at: What it is about.
            draft: What it says.
            force: Whether it may replace one of its identifier.
            parents: Whether to make model and version, if they are not there.

        Raises:
            DocumentInvalidError: it is not valid.
            DocumentTooLargeError: no answer could hold it.
            DocumentTakenError: there is one of its identifier, and no `force`.
            PermissionMissingError, ModelMissingError, ModelVersionMissingError: as `Documented.on_ground`.
            RevisionConflictError: as there.
        """
        draft = made(draft, self._names)
        body = cut(draft.body, COPIES if draft.type is DocumentType.REPORT else ())
        new = first(caller, draft, body)
        size = weight(text(new, body.whole))
        if size > ANSWER_BYTES:
            raise DocumentTooLargeError(size=size, limit=ANSWER_BYTES)

        def write(ground: Ground, guards: list[Write]) -> Document:
            return self._written(caller, ground, draft, new, body, guards, force=force)

        is_sure = force or body.in_bucket or bool(requirements(draft))
        if not parents:
            return self._documented.on_ground(caller, at.model, at.version, write, is_sure=is_sure), body.whole
        try:
            return self._documented.on_ground(caller, at.model, at.version, write, is_sure=True), body.whole
        except (ModelMissingError, ModelVersionMissingError, PermissionMissingError):
            # Who may not write to a model that is not there may still be one who makes it.
            self._make_parents(caller, at)
        return self._documented.on_ground(caller, at.model, at.version, write, is_sure=True), body.whole

    def read(self, caller: Caller, at: At, identifier: str, revision: int | None = None) -> tuple[Document, str]:
        """Read a document and its body: one batch read; one more for pieces that are kept apart, or an earlier revision.

        Raises:
            DocumentMissingError: there is none, or it has no such revision.
            PermissionMissingError, ModelMissingError, ModelVersionMissingError: as `Documented.read_version`.
        """
        ground, present = self._at_hand(caller, Method.GET, at, identifier)
        document = present if revision is None else self._store.revision(present, revision)
        if document is None:
            raise DocumentMissingError(identifier=f"{identifier}, revision {revision},")
        return document, self._store.bodies(ground, [document])[0]

    def revisions(self, caller: Caller, at: At, identifier: str, offset: str | None) -> Page[Document]:
        """Read a page of a document's revisions, newest first: one batch read, one query.

        Raises:
            CursorInvalidError: the offset is not of this list.
            DocumentMissingError, PermissionMissingError, ModelMissingError, ModelVersionMissingError: as `read`.
        """
        _, present = self._at_hand(caller, Method.GET, at, identifier)
        of_this = keys.digest("revisions", present.id)
        after = cursor.decode(offset, of_this)[2] if offset else ""
        earlier, last = self._store.revisions(present, after, _REVISIONS_PAGE)
        shown = earlier if after else [present, *earlier]
        return Page(shown, cursor.encode(of_this, 0, 0, last) if last else None)

    def page(self, caller: Caller, at: At, wanted: filters.Filter, offset: int | str = 0, limit: int | None = None) -> Found:
        """Read a page of the documents of a version and of its model that a filter matches.

        One batch read, then a query for each megabyte of records (two for a first page), and a batch read for each hundred
        bodies that are kept apart. Identifiers are asked for by key.

        Raises:
            FilterInvalidError, CursorInvalidError: as `Pages.page`.
            PermissionMissingError, ModelMissingError, ModelVersionMissingError: as `read`.
        """
        return Pages(self._store, self._stood_on(caller, at)).page(wanted, offset, limit)

    def delete(self, caller: Caller, at: At, identifier: str) -> tuple[Document, str]:
        """Delete a document with its earlier revisions; return it: one batch read, one transaction; raises as `read`."""
        for _ in range(_TRIES):
            ground, document = self._at_hand(caller, Method.DELETE, at, identifier)
            body = self._store.bodies(ground, [document])[0]
            if document.revision > 1:
                self._send({"job": "documents", "document": document.id, **_where(ground, document)}, SWEEP_SECONDS)
            version = ground.version.name if ground.version else ""
            try:
                self._store.remove(ground, document, document_audit.removed(caller, standing(ground).name, version, document))
            except ConditionsFailedError:
                continue
            return document, body
        raise RevisionConflictError(id=identifier)

    def _written(
        self,
        caller: Caller,
        ground: Ground,
        draft: DocumentDraft,
        new: Document,
        body: Cut,
        guards: list[Write],
        *,
        force: bool,
    ) -> Document:
        model, version = standing(ground), ground.version.name if ground.version else ""
        if wanted := requirements(draft):
            self._check_requirements(ground, wanted)
        # Nothing is put into the bucket for what is refused anyway.
        old = self._present(ground, new) if force or body.in_bucket else None
        if old is not None and not force:
            raise DocumentTakenError(identifier=new.identifier)
        if old is not None:
            new = replace(new, id=old.id, identifier=old.identifier, revision=old.revision + 1)
        self._store.pieces.keep(scope(ground, Level.MODEL), body.pieces)
        entry = document_audit.written(caller, model.name, version, old, new)
        try:
            self._store.write(ground, old, new, body, entry, guards)
        except ConditionsFailedError as refused:
            if not force and refused.found.keys() == {key_of(ground, new.type, new.identifier)}:
                raise DocumentTakenError(identifier=new.identifier) from refused
            raise
        return new

    def _present(self, ground: Ground, new: Document) -> Document | None:
        return next(iter(self._store.many(ground, [(new.type, new.identifier)])), None)

    def _check_requirements(self, ground: Ground, wanted: set[str]) -> None:
        """Refuse a suite that names scenarios which no card of the model has: a query for each megabyte of cards."""
        cards = Stretch(document_keys.documents_partition(scope(ground, Level.MODEL)), f"{DocumentType.CARD}#")
        missing = set(wanted)
        for page in self._store.walk([cards], Place(), _CARDS):
            for _, card in page:
                known = card.fields.get("system_requirements")
                missing -= set(known) if isinstance(known, list) else set()
        if missing:
            raise DocumentInvalidError(reason=f"no card has the quality attribute scenario {min(missing)[:100]!r}")

    def _make_parents(self, caller: Caller, at: At) -> None:
        with suppress(ModelTakenError):
            self._documented.create(caller, at.model)
        with suppress(ModelVersionTakenError):
            self._documented.add_version(caller, at.model, at.version)

    def _stood_on(self, caller: Caller, at: At) -> Ground:
        ground, _ = self._store.documented.look(at.model, at.version)
        _demand_version(caller, Method.GET, at, ground)
        return ground

    def _at_hand(self, caller: Caller, method: Method, at: At, identifier: str) -> tuple[Ground, Document]:
        document_type = type_of(identifier)
        # What can be no document's identifier is looked for as if it could: the answer must not tell whether one may.
        ground, document = self._store.look(at.model, at.version, document_type or DocumentType.EVIDENCE, identifier)
        _demand_version(caller, method, at, ground)
        if document is None or document_type is None:
            raise DocumentMissingError(identifier=identifier)
        return ground, document


def _demand_version(caller: Caller, method: Method, at: At, ground: Ground) -> None:
    demand(caller, method, at.model, ground.model)
    if ground.version is None:
        raise ModelVersionMissingError(model=at.model, name=at.version)


def first(caller: Caller, draft: DocumentDraft, body: Cut) -> Document:
    """Return the first revision of a document."""
    return Document(
        id=new_id(),
        identifier=draft.identifier,
        type=draft.type,
        timestamp=int(time.time()),
        creator=caller.name,
        sha256=sha256(body.whole.encode()).hexdigest(),
        size=len(body.whole.encode()),
        fields=searched(draft),
        body=body.rest,
        pieces=tuple(body.pieces),
    )


def _where(ground: Ground, document: Document) -> dict[str, str]:
    key = key_of(ground, document.type, document.identifier)
    return {"pk": key.pk, "sk": key.sk}
