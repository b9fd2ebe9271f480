"""POST /api/catalog/{catalog_id}/entry - add an entry to a catalog (CreateCatalogEntry)."""

from cairn.access.decision import Permission
from cairn.composition import catalogs
from cairn.faces.mlte.catalogs import CatalogEntryModel, CatalogEntryRequest
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

book = catalogs()


@endpoint(needs=Permission.CREATE)
def handler(request: CatalogEntryRequest, caller: Caller) -> CatalogEntryModel:
    """Add the entry."""
    return CatalogEntryModel.of(book.create(caller, request.body.entry(request.catalog_id)))
