"""GET /artifacts/{artifact_type}/{id} - return one artifact (ArtifactRetrieve)."""

from cairn.access.decision import Permission
from cairn.composition import artifacts, bucket
from cairn.faces.trust.http import endpoint
from cairn.faces.trust.models import Artifact, ArtifactPath
from cairn.permissions import Caller

registry = artifacts()
bundles = bucket()


@endpoint(needs=Permission.READ)
def handler(request: ArtifactPath, caller: Caller) -> Artifact:
    """Read it; where its bytes can be had, their URL comes with it, and that is a download."""
    return Artifact.ingested(registry.fetch(caller, request.artifact_type.kind, request.id), bundles)
