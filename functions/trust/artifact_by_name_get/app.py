"""GET /artifact/byName/{name+} - list the artifacts of a name (ArtifactByNameGet)."""

from cairn.access.decision import Permission
from cairn.composition import search
from cairn.faces.trust.http import endpoint
from cairn.faces.trust.listing import KINDS, ArtifactByNameRequest, ArtifactListing
from cairn.permissions import Caller

finding = search()


@endpoint(needs=Permission.READ)
def handler(request: ArtifactByNameRequest, caller: Caller) -> ArtifactListing:
    """Return a page of the artifacts with exactly this name."""
    return ArtifactListing.of(finding.by_name(caller, request.name, KINDS, request.offset or None))
