"""GET /api/model/{model_id} - return a model and its versions (ReadModel)."""

from cairn.access.decision import Permission
from cairn.composition import documented
from cairn.faces.mlte.documented import Model, ModelPath
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

registry = documented()


@endpoint(needs=Permission.READ)
def handler(request: ModelPath, caller: Caller) -> Model:
    """Return the model."""
    model, versions = registry.read(caller, request.model_id)
    return Model.of(model.name, versions)
