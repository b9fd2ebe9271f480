"""What becomes of what nothing leads to any more: the items and objects of deleted models, versions and documents.

A job is sent before the deletion that it clears up behind, so none is left over: it does nothing while what it names is there.
"""

from collections.abc import Callable, Mapping
from typing import Any

from cairn.documents import DocumentedModel, DocumentedVersion
from cairn.store import document_items, document_keys, keys
from cairn.store.documents import DocumentStore

MayGoOn = Callable[[], bool]


class DocumentSweeping:
    """Deletes what nothing leads to."""

    def __init__(self, store: DocumentStore) -> None:
        """Sweep in a store."""
        self._store = store

    def sweep(self, job: Mapping[str, Any], may_go_on: MayGoOn) -> bool:
        """Do a job; tell whether it is done, or `may_go_on` said no. Again is fine."""
        if "document" in job:
            item = self._store.documented.table.get(keys.Key(job["pk"], job["sk"]))
            is_there = item is not None and document_items.read_document(item).id == job["document"]
            return is_there or self._erased(document_keys.revisions_partition(job["document"]), may_go_on)
        if "version" in job:
            return self._version(job, may_go_on)
        return self._model(job["model"], job["generation"], may_go_on)

    def _model(self, name: str, generation: int, may_go_on: MayGoOn) -> bool:
        model = self._store.documented.many([name]).get(name)
        if model is not None and model.generation == generation:
            return True
        scope = document_keys.model_scope(name, generation)
        for version in self._store.documented.generations(name, generation):
            for one in range(1, version.generation + 1):
                if not self._scope(document_keys.version_scope(name, generation, version.name, one), may_go_on):
                    return False
        if not self._scope(scope, may_go_on) or not self._erased(document_keys.pieces_partition(scope), may_go_on):
            return False
        self._store.pieces.sweep(scope)
        return self._erased_versions(name, generation, may_go_on)

    def _version(self, job: Mapping[str, Any], may_go_on: MayGoOn) -> bool:
        name, generation = job["model"], job["generation"]
        present = {one.name: one for one in self._store.documented.generations(name, generation)}.get(job["version"])
        if _is_live(present, job["version_generation"]):
            return True
        return self._scope(document_keys.version_scope(name, generation, job["version"], job["version_generation"]), may_go_on)

    def _scope(self, scope: str, may_go_on: MayGoOn) -> bool:
        """Delete the documents of a scope, a page at a time, each after its earlier revisions."""
        partition = document_keys.documents_partition(scope)
        while page := self._store.lying(partition):
            for item in page:
                document = document_items.read_document(item)
                if document.revision > 1 and not self._erased(document_keys.revisions_partition(document.id), may_go_on):
                    return False
            if not may_go_on():
                return False
            self._store.erase(page)
        return True

    def _erased(self, partition: str, may_go_on: MayGoOn) -> bool:
        while page := self._store.lying(partition):
            if not may_go_on():
                return False
            self._store.erase(page)
        return True

    def _erased_versions(self, name: str, generation: int, may_go_on: MayGoOn) -> bool:
        model = DocumentedModel(name=name, generation=generation)
        items = [document_items.version_item(model, one) for one in self._store.documented.generations(name, generation)]
        for start in range(0, len(items), 100):
            if not may_go_on():
                return False
            self._store.erase(items[start : start + 100])
        return True


def _is_live(version: DocumentedVersion | None, generation: int) -> bool:
    return version is not None and version.is_live and version.generation == generation
