"""POST /api/catalogs/entry/search - search the entries of all catalogs (SearchCatalogEntries)."""

from cairn.access.decision import Permission
from cairn.composition import catalogs
from cairn.faces.mlte.catalogs import CatalogEntries, CatalogSearchRequest
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

book = catalogs()


@endpoint(needs=Permission.READ)
def handler(request: CatalogSearchRequest, caller: Caller) -> CatalogEntries:
    """Return a page of the matching entries of the catalogs that the caller may read."""
    return CatalogEntries.of(book.search(caller, request.body.meant(), request.offset or None))
