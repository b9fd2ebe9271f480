"""GET /api/svc/v1/artifacts - list artifacts (ListArtifacts)."""

from cairn.access.decision import Permission
from cairn.faces.truefoundry import forms, wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.lists import Artifacts, ListFamiliesRequest
from cairn.permissions import Caller

lists = wiring.lists()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: ListFamiliesRequest, caller: Caller) -> Artifacts:
    """Return a page of the artifacts that are asked for and seen, newest first."""
    found, total = lists.families(caller, forms.ARTIFACT, request)
    return Artifacts(data=[words.artifact(one) for one in found], pagination=request.pagination(total))
