"""GET /api/model/{model_id}/version - list the names of a model's versions (ListVersions)."""

from cairn.access.decision import Permission
from cairn.composition import documented
from cairn.faces.mlte.documented import ModelPath
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import Names
from cairn.permissions import Caller

registry = documented()


@endpoint(needs=Permission.READ)
def handler(request: ModelPath, caller: Caller) -> Names:
    """Return the names, oldest first."""
    return Names([version.name for version in registry.read(caller, request.model_id)[1]])
