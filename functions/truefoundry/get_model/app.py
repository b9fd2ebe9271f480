"""GET /api/svc/v1/models/{id} - return a model with its newest version (GetModel)."""

from cairn.access.decision import Permission
from cairn.composition import families
from cairn.faces.truefoundry import forms, wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.publishing import IdPath, ModelAnswer
from cairn.permissions import Caller

known = families()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: IdPath, caller: Caller) -> ModelAnswer:
    """Return what all versions of a name are versions of."""
    return ModelAnswer(data=words.model(known.family(caller, forms.MODEL.kinds, request.id)))
