"""GET /api/svc/v1/models - list models (ListModels)."""

from cairn.access.decision import Permission
from cairn.faces.truefoundry import forms, wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.lists import ListFamiliesRequest, Models
from cairn.permissions import Caller

lists = wiring.lists()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: ListFamiliesRequest, caller: Caller) -> Models:
    """Return a page of the models that are asked for and seen, newest first."""
    found, total = lists.families(caller, forms.MODEL, request)
    return Models(data=[words.model(one) for one in found], pagination=request.pagination(total))
