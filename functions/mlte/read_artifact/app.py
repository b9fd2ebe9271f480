"""GET /api/model/{model_id}/version/{version_id}/artifact/{artifact_id} - return an artifact, or an earlier revision of it (ReadArtifact)."""

from cairn.access.decision import Permission
from cairn.composition import documents
from cairn.faces.mlte.artifacts import Artifact, ArtifactReadRequest
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

registry = documents()


@endpoint(needs=Permission.READ)
def handler(request: ArtifactReadRequest, caller: Caller) -> Artifact:
    """Return the artifact."""
    return Artifact.of(*registry.read(caller, request.at, request.artifact_id, request.revision))
