"""POST /api/model - make a model that artifacts can be about (CreateModel).

POST /api/model/ - the same, as MLTE's web UI asks for it (CreateModelOfUi).
"""

from cairn.access.decision import Permission
from cairn.composition import documented
from cairn.faces.mlte.documented import Model, ModelCreateRequest
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

registry = documented()


@endpoint(needs=Permission.CREATE)
def handler(request: ModelCreateRequest, caller: Caller) -> Model:
    """Make the model; its name becomes the caller's, on all faces."""
    return Model.of(registry.create(caller, request.body.identifier).name)
