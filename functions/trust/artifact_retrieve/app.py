"""GET /artifacts/{artifact_type}/{id} - return one artifact (ArtifactRetrieve)."""

from cairn.access.decision import Permission
from cairn.composition import artifacts
from cairn.faces.trust.http import endpoint
from cairn.faces.trust.models import Artifact, ArtifactPath
from cairn.permissions import Caller

registry = artifacts()


@endpoint(needs=Permission.READ)
def handler(request: ArtifactPath, caller: Caller) -> Artifact:
    """Read it."""
    return Artifact.of(registry.retrieve(caller, request.artifact_type.kind, request.id))
