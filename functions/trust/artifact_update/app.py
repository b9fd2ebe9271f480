"""PUT /artifacts/{artifact_type}/{id} - give an artifact another source (ArtifactUpdate)."""

from cairn.access.decision import Permission
from cairn.composition import artifacts, bucket, models
from cairn.core.drafts import Move
from cairn.errors import IdentityMismatchError
from cairn.faces.trust.http import endpoint
from cairn.faces.trust.models import Artifact, ArtifactType, ArtifactUpdateRequest
from cairn.permissions import Caller

registry = artifacts()


@endpoint(needs=Permission.UPDATE)
def handler(request: ArtifactUpdateRequest, caller: Caller) -> Artifact:
    """Replace the source; name, type and id must be those it has. A model's new source is looked at as when it is created."""
    told = request.body
    if told.metadata.id != request.id or told.metadata.type != request.artifact_type:
        raise IdentityMismatchError
    move = Move(name=told.metadata.name, source=told.data.url, download_url=told.data.download_url or None)
    if request.artifact_type is ArtifactType.MODEL:
        return Artifact.ingested(models().move(caller, request.id, move), bucket())
    return Artifact.of(registry.move(caller, request.artifact_type.kind, request.id, move))
