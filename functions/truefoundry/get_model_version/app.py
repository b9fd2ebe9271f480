"""GET /api/svc/v1/model-versions/{id} - return a version of a model (GetModelVersion)."""

from cairn.access.decision import Permission
from cairn.composition import artifacts
from cairn.faces.truefoundry import forms, wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.publishing import IdPath, ModelVersionAnswer
from cairn.permissions import Caller

registry = artifacts()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: IdPath, caller: Caller) -> ModelVersionAnswer:
    """Return the version."""
    version = registry.retrieve(caller, forms.MODEL.kinds, request.id)
    return ModelVersionAnswer(data=words.model_version(version))
