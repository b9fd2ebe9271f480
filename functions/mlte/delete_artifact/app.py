"""DELETE /api/model/{model_id}/version/{version_id}/artifact/{artifact_id} - delete an artifact with its earlier revisions (DeleteArtifact)."""

from cairn.access.decision import Permission
from cairn.composition import documents
from cairn.faces.mlte.artifacts import Artifact, ArtifactPath
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

registry = documents()


@endpoint(needs=Permission.DELETE)
def handler(request: ArtifactPath, caller: Caller) -> Artifact:
    """Delete the artifact; return what it was."""
    return Artifact.of(*registry.delete(caller, request.at, request.artifact_id))
