"""GET /api/model - list the names of all models (ListModels)."""

from cairn.access.decision import Permission
from cairn.composition import documented
from cairn.faces.http import Nothing
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import Names
from cairn.permissions import Caller

registry = documented()


@endpoint(needs=Permission.READ)
def handler(request: Nothing, caller: Caller) -> Names:
    """Return the names, oldest first."""
    return Names(registry.names(caller))
