"""POST /artifact/{artifact_type} - register an artifact by its URL (ArtifactCreate)."""

from cairn.access.decision import Permission
from cairn.composition import artifacts, bucket, models
from cairn.core.drafts import Draft
from cairn.faces.trust.http import endpoint
from cairn.faces.trust.models import Artifact, ArtifactCreateRequest, ArtifactType
from cairn.permissions import Caller

registry = artifacts()


@endpoint(needs=Permission.CREATE, status=201)
def handler(request: ArtifactCreateRequest, caller: Caller) -> Artifact:
    """Register it. A model is looked at first: what the hub does not know, or the gate refuses, is not registered."""
    new = request.body
    draft = Draft(kind=request.artifact_type.kind, source=new.url, name=new.name or None, download_url=new.download_url or None)
    if request.artifact_type is ArtifactType.MODEL:
        return Artifact.ingested(models().register(caller, draft), bucket())
    return Artifact.of(registry.register(caller, draft))
