"""POST /artifact/{artifact_type} - register an artifact by its URL (ArtifactCreate)."""

from cairn.access.decision import Permission
from cairn.composition import artifacts
from cairn.core import sources
from cairn.core.artifacts import Draft
from cairn.errors import CapabilityMissingError
from cairn.faces.trust.http import endpoint
from cairn.faces.trust.models import Artifact, ArtifactCreateRequest, ArtifactType
from cairn.permissions import Caller

registry = artifacts()


@endpoint(needs=Permission.CREATE, status=201)
def handler(request: ArtifactCreateRequest, caller: Caller) -> Artifact:
    """Register a dataset or code; a model needs the ingestion that this release does not have."""
    if request.artifact_type is ArtifactType.MODEL:
        sources.checked_model(request.body.url)
        raise CapabilityMissingError(capability="ingest models")
    new = request.body
    draft = Draft(kind=request.artifact_type.kind, source=new.url, name=new.name or None, download_url=new.download_url or None)
    return Artifact.of(registry.register(caller, draft))
