"""GET /api/model/{model_id}/audit - return who did what to a model and what is about it (ReadModelTrail)."""

from cairn.access.decision import Permission
from cairn.composition import documented
from cairn.faces.mlte.documented import ModelTrail, ModelTrailRequest
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

registry = documented()


@endpoint(needs=Permission.READ)
def handler(request: ModelTrailRequest, caller: Caller) -> ModelTrail:
    """Return a page of the trail, newest first."""
    return ModelTrail.of(registry.trail(caller, request.model_id, request.offset or None))
