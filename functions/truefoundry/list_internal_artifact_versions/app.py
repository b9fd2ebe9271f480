"""GET /api/svc/v1/x/artifact-versions - list versions with what is internal to them (ListInternalArtifactVersions)."""

from cairn.access.decision import Permission
from cairn.faces.truefoundry import wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.lists import InternalArtifactVersions, ListInternalVersionsRequest
from cairn.permissions import Caller
from cairn.records import Kind

lists = wiring.lists()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: ListInternalVersionsRequest, caller: Caller) -> InternalArtifactVersions:
    """Return a page of the versions that are asked for and seen, newest first."""
    found, total = lists.versions_of(caller, tuple(Kind), request.kinds, request)
    data = [words.internal_version(one) for one in found]
    return InternalArtifactVersions(data=data, pagination=request.pagination(total))
