"""GET /api/svc/v1/artifact-versions - list versions of artifacts (ListArtifactVersions)."""

from cairn.access.decision import Permission
from cairn.faces.truefoundry import forms, wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.lists import ArtifactVersions, ListVersionsRequest
from cairn.permissions import Caller

lists = wiring.lists()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: ListVersionsRequest, caller: Caller) -> ArtifactVersions:
    """Return a page of the versions that are asked for and seen, newest first."""
    found, total = lists.versions(caller, forms.ARTIFACT, request)
    return ArtifactVersions(data=[words.artifact_version(one) for one in found], pagination=request.pagination(total))
