"""A model with all its versions and documents, earlier revisions included, as one ZIP: written, and read again.

The ZIP has `model.json`, which names the model and its versions, and `artifacts.jsonl`, a line for each revision of each
document: those of one document one after the other, oldest first.
"""

import json
import time
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from tempfile import SpooledTemporaryFile
from typing import IO

from cairn.core import document_audit, document_pages, model_zip
from cairn.core.document_drafts import COPIES, ListNames, made
from cairn.core.documented import Documented
from cairn.core.documents import first
from cairn.core.model_zip import TEXT_BYTES, Line, ReadArtifact
from cairn.documents import Document, DocumentedModel, DocumentedVersion, DocumentEntry, DocumentType, Ground, Level
from cairn.errors import (
    CairnError,
    ExportTooLargeError,
    ImportInvalidError,
    ModelMissingError,
    RevisionConflictError,
)
from cairn.permissions import Caller
from cairn.records import Action
from cairn.runtime.clock import new_id
from cairn.store import keys
from cairn.store.bucket import Bucket
from cairn.store.document_keys import documents_partition
from cairn.store.documents import DocumentStore, Place, Stretch, scope
from cairn.store.pieces import Cut, cut
from cairn.store.table import ConditionsFailedError

URL_SECONDS = 900
SECONDS = 24.0
"""How long an export or an import may take: the API gives up after thirty."""

UPLOAD_BYTES = 64 * 1024 * 1024
"""The most bytes of a ZIP that is imported."""

_IN_MEMORY = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Exported:
    """Where an export can be had for a while, and what is in it."""

    url: str
    size: int
    artifacts: int


class ModelArchives:
    """Exports and imports of models."""

    def __init__(self, store: DocumentStore, documented: Documented, bucket: Bucket, names: ListNames) -> None:
        """Read and write documents in a store, ZIPs in a bucket; `names` as `Documents` takes it."""
        self._store = store
        self._documented = documented
        self._bucket = bucket
        self._names = names

    def write(self, caller: Caller, name: str) -> Exported:
        """Write a model's ZIP; return where it is.

        Raises:
            ExportTooLargeError: it is too large, or takes too long.
            PermissionMissingError, ModelMissingError: as `demand`.
        """
        model, versions = self._documented.read(caller, name)
        with SpooledTemporaryFile(_IN_MEMORY) as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                said = {"format": model_zip.FORMAT, "model": model.name, "versions": [one.name for one in versions]}
                archive.writestr(model_zip.FROM, json.dumps(said, ensure_ascii=False))
                with archive.open(model_zip.WHAT, "w", force_zip64=True) as lines:
                    count = _written(self._lines(model, versions), lines)
            size = file.tell()
            file.seek(0)
            key = f"exports/{new_id()}.zip"
            self._bucket.put(key, file.read(), "application/zip")
        self._documented.note(model, document_audit.entry(caller, Action.DOWNLOAD, model.name))
        return Exported(self._bucket.download_url(key, URL_SECONDS), size, count)

    def prepare(self, caller: Caller) -> tuple[str, str]:
        """Return the id of an import, and where its ZIP is to be put."""
        import_id = new_id()
        return import_id, self._bucket.upload_url(place(caller, import_id), URL_SECONDS)

    def read(
        self, caller: Caller, import_id: str, name: str | None, read_artifact: ReadArtifact
    ) -> tuple[DocumentedModel, list[str], int]:
        """Make the model that an uploaded ZIP tells of; return it, its versions, and how many artifacts it has.

        All of it, or (where something in it is not valid) nothing. Who imports is the creator of all of it; the audit entries
        say who was before.

        Raises:
            ImportInvalidError: there is no such upload of the caller's, or it is no export.
            ExportTooLargeError: it is too large, or takes too long.
            DocumentInvalidError, PermissionMissingError, ModelTakenError, FamilyClosedError: as for what it is made of.
        """
        deadline = time.monotonic() + SECONDS
        key = place(caller, import_id)
        size = self._bucket.size(key)
        if size is None:
            raise ImportInvalidError(reason="nothing was uploaded under this id")
        if size > UPLOAD_BYTES:
            raise ExportTooLargeError(reason=f"a ZIP has at most {UPLOAD_BYTES} bytes")
        with SpooledTemporaryFile(_IN_MEMORY) as file:
            file.write(self._bucket.get(key))
            with model_zip.opened(file) as archive:
                told, versions = model_zip.told(archive)
                names = cache(self._names)
                read = model_zip.Reading(archive, versions, lambda one: made(read_artifact(one), names))
                for _ in read.lines():
                    _in_time(deadline)  # All is looked at before anything is written.
                model = self._documented.create(caller, name or told)
                try:
                    count = self._filled(caller, model, versions, read.lines(), deadline)
                except (CairnError, ConditionsFailedError) as refused:
                    with suppress(ModelMissingError):
                        self._documented.delete(caller, model.name, model.id)
                    if isinstance(refused, ConditionsFailedError):
                        raise RevisionConflictError(id=model.name) from refused
                    raise
        self._bucket.delete(key)
        return model, versions, count

    def _lines(self, model: DocumentedModel, versions: Iterable[DocumentedVersion]) -> Iterator[str]:
        of_model = Ground(model)
        places: list[tuple[Ground, str | None]] = [(of_model, None)]
        places += [(Ground(model, version), version.name) for version in versions]
        for ground, version in places:
            level = Level.MODEL if version is None else Level.VERSION
            stretch = Stretch(documents_partition(scope(ground, level)))
            for page in self._store.walk([stretch], Place(), model_zip.AT_ONCE):
                revisions = [one for _, document in page for one in self._revisions(document)]
                for document, body in zip(revisions, self._store.bodies(ground, revisions), strict=True):
                    about = json.dumps({"version": version, "revision": document.revision, "sha256": document.sha256})
                    yield f'{about[:-1]}, "artifact": {document_pages.text(document, body)}}}\n'

    def _revisions(self, document: Document) -> list[Document]:
        """Return the revisions of a document, oldest first."""
        found = [document]
        after = "" if document.revision > 1 else None
        while after is not None:
            page, after = self._store.revisions(document, after, 100)
            found += page
        return found[::-1]

    def _filled(
        self, caller: Caller, model: DocumentedModel, versions: list[str], lines: Iterator[Line], deadline: float
    ) -> int:
        count = 0
        grounds: dict[str | None, Ground] = {None: Ground(model)}
        for version in versions:
            _in_time(deadline)
            grounds[version] = Ground(model, self._documented.add_version(caller, model.name, version))
        for lot in model_zip.lots(lines):
            _in_time(deadline)
            ground = grounds[lot[0].version]
            guards = self._store.documented.checks(ground, owner_too=False)
            self._store.import_(ground, _made(caller, model, lot), guards)
            count += sum(not line.is_further for line in lot)
        return count


def _made(caller: Caller, model: DocumentedModel, lot: list[Line]) -> list[tuple[Document, Cut, DocumentEntry]]:
    """Return the documents of lines: their creator is who imports them, their audit entries tell who was before."""
    found: list[tuple[Document, Cut, DocumentEntry]] = []
    before: Document | None = None
    for line in lot:
        body = cut(line.draft.body, COPIES if line.draft.type is DocumentType.REPORT else ())
        document = first(caller, line.draft, body)
        if before is not None and line.is_further:
            document = replace(document, id=before.id, revision=before.revision + 1)
        entry = document_audit.written(caller, model.name, line.version or "", before if line.is_further else None, document)
        found.append((document, body, replace(entry, changes={**entry.changes, "imported": line.told})))
        before = document
    return found


def _written(lines: Iterable[str], file: IO[bytes]) -> int:
    """Write lines; return of how many documents they are."""
    deadline, left, count = time.monotonic() + SECONDS, TEXT_BYTES, 0
    for line in lines:
        content = line.encode()
        left -= len(content)
        if left < 0 or time.monotonic() > deadline:
            raise ExportTooLargeError(reason=f"an export has at most {TEXT_BYTES} bytes and takes at most {SECONDS:.0f} s")
        count += '"revision": 1,' in line[: line.index('"artifact"')]
        file.write(content)
    return count


def _in_time(deadline: float) -> None:
    if time.monotonic() > deadline:
        raise ExportTooLargeError(reason=f"an import takes at most {SECONDS:.0f} s")


def place(caller: Caller, import_id: str) -> str:
    """Return the key of an upload: it is only its caller's, whatever id they send."""
    return f"imports/{keys.digest(caller.id, import_id)}.zip"
