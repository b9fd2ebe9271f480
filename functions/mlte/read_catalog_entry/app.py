"""GET /api/catalog/{catalog_id}/entry/{catalog_entry_id} - return an entry of a catalog (ReadCatalogEntry)."""

from cairn.access.decision import Permission
from cairn.composition import catalogs
from cairn.faces.mlte.catalogs import CatalogEntryModel, CatalogEntryPath
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

book = catalogs()


@endpoint(needs=Permission.READ)
def handler(request: CatalogEntryPath, caller: Caller) -> CatalogEntryModel:
    """Return the entry."""
    return CatalogEntryModel.of(book.retrieve(caller, request.catalog_id, request.catalog_entry_id))
