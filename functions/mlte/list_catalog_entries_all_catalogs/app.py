"""GET /api/catalogs/entry - list the entries of all catalogs (ListCatalogEntriesAllCatalogs)."""

from cairn.access.decision import Permission
from cairn.composition import catalogs
from cairn.core.filters import Everything
from cairn.faces.mlte.catalogs import CatalogEntries
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import TrailPath
from cairn.permissions import Caller

book = catalogs()


@endpoint(needs=Permission.READ)
def handler(request: TrailPath, caller: Caller) -> CatalogEntries:
    """Return a page of the entries of the catalogs that the caller may read."""
    return CatalogEntries.of(book.search(caller, Everything(), request.offset or None))
