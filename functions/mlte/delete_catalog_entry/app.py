"""DELETE /api/catalog/{catalog_id}/entry/{catalog_entry_id} - delete an entry of a catalog (DeleteCatalogEntry)."""

from cairn.access.decision import Permission
from cairn.composition import catalogs
from cairn.faces.mlte.catalogs import CatalogEntryModel, CatalogEntryPath
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

book = catalogs()


@endpoint(needs=Permission.DELETE)
def handler(request: CatalogEntryPath, caller: Caller) -> CatalogEntryModel:
    """Delete the entry."""
    return CatalogEntryModel.of(book.delete(caller, request.catalog_id, request.catalog_entry_id))
