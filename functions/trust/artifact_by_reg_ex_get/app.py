"""POST /artifact/byRegEx - list the artifacts that a regular expression finds (ArtifactByRegExGet)."""

from cairn.access.decision import Permission
from cairn.composition import search
from cairn.core.pattern import compiled
from cairn.faces.trust.http import endpoint
from cairn.faces.trust.listing import KINDS, ArtifactByRegExRequest, ArtifactListing
from cairn.permissions import Caller

finding = search()


@endpoint(needs=Permission.READ)
def handler(request: ArtifactByRegExRequest, caller: Caller) -> ArtifactListing:
    """Return a page of the artifacts in whose names the expression finds something."""
    pattern = request.body.regex
    return ArtifactListing.of(finding.by_pattern(caller, pattern, compiled(pattern), KINDS, request.offset or None))
