"""GET /api/catalog/{catalog_id}/entry - list the entries of a catalog (ListCatalogEntries)."""

from cairn.access.decision import Permission
from cairn.composition import catalogs
from cairn.faces.mlte.catalogs import CatalogEntries, CatalogListRequest
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

book = catalogs()


@endpoint(needs=Permission.READ)
def handler(request: CatalogListRequest, caller: Caller) -> CatalogEntries:
    """Return a page of the entries."""
    return CatalogEntries.of(book.listing(caller, request.catalog_id, request.offset or None))
