"""DELETE /artifacts/{artifact_type}/{id} - delete an artifact (ArtifactDelete)."""

from cairn.access.decision import Permission
from cairn.composition import artifacts
from cairn.faces.trust.http import endpoint
from cairn.faces.trust.models import ArtifactPath, Deleted
from cairn.permissions import Caller

registry = artifacts()


@endpoint(needs=Permission.DELETE)
def handler(request: ArtifactPath, caller: Caller) -> Deleted:
    """Delete it; its audit trail stays."""
    registry.delete(caller, request.artifact_type.kind, request.id)
    return Deleted(detail="Artifact is deleted.")
