"""POST /artifacts - list artifacts by name and type (ArtifactsList)."""

from cairn.access.decision import Permission
from cairn.composition import search
from cairn.faces.trust.http import endpoint
from cairn.faces.trust.listing import ArtifactListing, ArtifactsListRequest
from cairn.permissions import Caller

finding = search()


@endpoint(needs=Permission.READ)
def handler(request: ArtifactsListRequest, caller: Caller) -> ArtifactListing:
    """Return a page of the union of the queries."""
    queries = [query.query() for query in request.body]
    return ArtifactListing.of(finding.listing(caller, queries, request.offset or None))
