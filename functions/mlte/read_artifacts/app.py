"""GET /api/model/{model_id}/version/{version_id}/artifact - list a version's artifacts, and its model's (ReadArtifacts)."""

from cairn.access.decision import Permission
from cairn.composition import documents
from cairn.core.filters import Everything
from cairn.faces.mlte.artifacts import ArtifactListRequest, Artifacts
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

registry = documents()


@endpoint(needs=Permission.READ)
def handler(request: ArtifactListRequest, caller: Caller) -> Artifacts:
    """Return a page of the artifacts."""
    return Artifacts.of(registry.page(caller, request.at, Everything(), request.offset, request.limit))
