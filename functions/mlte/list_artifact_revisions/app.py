"""GET /api/model/{model_id}/version/{version_id}/artifact/{artifact_id}/revisions - list the revisions of an artifact (ListArtifactRevisions)."""

from cairn.access.decision import Permission
from cairn.composition import documents
from cairn.faces.mlte.artifacts import ArtifactRevisionsRequest, Revisions
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

registry = documents()


@endpoint(needs=Permission.READ)
def handler(request: ArtifactRevisionsRequest, caller: Caller) -> Revisions:
    """Return a page of the revisions, newest first."""
    return Revisions.of(registry.revisions(caller, request.at, request.artifact_id, request.offset or None))
