"""GET /api/svc/v1/model-versions - list versions of models (ListModelVersions)."""

from cairn.access.decision import Permission
from cairn.faces.truefoundry import forms, wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.lists import ListModelVersionsRequest, ModelVersions
from cairn.permissions import Caller

lists = wiring.lists()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: ListModelVersionsRequest, caller: Caller) -> ModelVersions:
    """Return a page of the versions that are asked for and seen, newest first."""
    found, total = lists.versions(caller, forms.MODEL, request)
    return ModelVersions(data=[words.model_version(one) for one in found], pagination=request.pagination(total))
