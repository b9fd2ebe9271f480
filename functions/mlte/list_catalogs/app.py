"""GET /api/catalogs - list the catalogs (ListCatalogs)."""

from cairn.access.decision import Permission
from cairn.composition import catalogs
from cairn.faces.http import Nothing
from cairn.faces.mlte.catalogs import CatalogModel, Catalogs
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

book = catalogs()


@endpoint(needs=Permission.READ)
def handler(request: Nothing, caller: Caller) -> Catalogs:
    """Return the catalogs that the caller may read."""
    return Catalogs([CatalogModel.of(catalog) for catalog in book.catalogs(caller)])
