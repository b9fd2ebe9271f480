"""PUT /api/catalog/{catalog_id}/entry - change an entry of a catalog (EditCatalogEntry)."""

from cairn.access.decision import Permission
from cairn.composition import catalogs
from cairn.faces.mlte.catalogs import CatalogEntryModel, CatalogEntryRequest
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

book = catalogs()


@endpoint(needs=Permission.UPDATE)
def handler(request: CatalogEntryRequest, caller: Caller) -> CatalogEntryModel:
    """Replace what the entry of this identifier says."""
    return CatalogEntryModel.of(book.update(caller, request.body.entry(request.catalog_id)))
