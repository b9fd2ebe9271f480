"""Evidence about models, and the words it is written in."""

from functools import cache
from typing import TYPE_CHECKING

from cairn.composition.foundation import bucket, queue, table

if TYPE_CHECKING:
    from cairn.core.background import Background
    from cairn.core.catalogs import Catalogs
    from cairn.core.custom_lists import CustomLists
    from cairn.core.documented import Documented
    from cairn.core.documents import Documents
    from cairn.core.model_archives import ModelArchives
    from cairn.store.documented import DocumentedStore
    from cairn.store.documents import DocumentStore


@cache
def custom_lists() -> "CustomLists":
    """Return the words that documents may use."""
    from cairn.core.custom_lists import CustomLists
    from cairn.store.custom_lists import CustomListStore

    return CustomLists(CustomListStore(table()))


@cache
def catalogs() -> "Catalogs":
    """Return the catalogs of code that tests models."""
    from cairn.core.catalogs import Catalogs
    from cairn.store.catalogs import CatalogStore

    return Catalogs(CatalogStore(table()), custom_lists())


@cache
def documented() -> "Documented":
    """Return making, reading and deleting the models that documents are about, and their versions."""
    from cairn.core.documented import Documented

    return Documented(_documented_store(), lambda job, seconds: queue().send(job, seconds))


@cache
def documents() -> "Documents":
    """Return writing, reading, finding and deleting documents."""
    from cairn.core.documents import Documents

    return Documents(_document_store(), documented(), custom_lists().names, lambda job, seconds: queue().send(job, seconds))


@cache
def model_archives() -> "ModelArchives":
    """Return exporting and importing models with their documents."""
    from cairn.core.model_archives import ModelArchives

    return ModelArchives(_document_store(), documented(), bucket(), custom_lists().names)


@cache
def background() -> "Background":
    """Return doing the jobs of the queue: going on with resets, clearing up behind deletions of documents."""
    from cairn.composition.registry import reset
    from cairn.core.background import Background
    from cairn.core.document_sweeping import DocumentSweeping

    return Background(reset(), DocumentSweeping(_document_store()))


@cache
def _documented_store() -> "DocumentedStore":
    from cairn.store.documented import DocumentedStore

    return DocumentedStore(table())


@cache
def _document_store() -> "DocumentStore":
    from cairn.store.documents import DocumentStore
    from cairn.store.pieces import Pieces

    return DocumentStore(_documented_store(), Pieces(table(), bucket()))
