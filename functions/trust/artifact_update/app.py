"""PUT /artifacts/{artifact_type}/{id} - give an artifact another source (ArtifactUpdate)."""

from cairn.access.decision import Permission
from cairn.composition import artifacts
from cairn.errors import CapabilityMissingError, IdentityMismatchError
from cairn.faces.trust.http import endpoint
from cairn.faces.trust.models import Artifact, ArtifactType, ArtifactUpdateRequest
from cairn.permissions import Caller

registry = artifacts()


@endpoint(needs=Permission.UPDATE)
def handler(request: ArtifactUpdateRequest, caller: Caller) -> Artifact:
    """Replace the source; name, type and id must be those it has."""
    told = request.body
    if told.metadata.id != request.id or told.metadata.type != request.artifact_type:
        raise IdentityMismatchError
    kind = request.artifact_type.kind
    if request.artifact_type is ArtifactType.MODEL and registry.retrieve(caller, kind, request.id).source != told.data.url:
        raise CapabilityMissingError(capability="ingest models")
    moved = registry.move(
        caller,
        kind,
        request.id,
        name=told.metadata.name,
        source=told.data.url,
        download_url=told.data.download_url or None,
    )
    return Artifact.of(moved)
