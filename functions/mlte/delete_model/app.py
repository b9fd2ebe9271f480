"""DELETE /api/model/{model_id} - delete a model with all that is about it (DeleteModel)."""

from cairn.access.decision import Permission
from cairn.composition import documented
from cairn.faces.mlte.documented import Model, ModelPath
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

registry = documented()


@endpoint(needs=Permission.DELETE)
def handler(request: ModelPath, caller: Caller) -> Model:
    """Delete the model; return what it was."""
    model, versions = registry.delete(caller, request.model_id)
    return Model.of(model.name, versions)
