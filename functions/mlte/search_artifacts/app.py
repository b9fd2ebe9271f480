"""POST /api/model/{model_id}/version/{version_id}/artifact/search - find artifacts of a version, and its model's, by MLTE's filters (SearchArtifacts)."""

from cairn.access.decision import Permission
from cairn.composition import documents
from cairn.faces.mlte.artifacts import Artifacts, ArtifactSearchRequest
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

registry = documents()


@endpoint(needs=Permission.READ)
def handler(request: ArtifactSearchRequest, caller: Caller) -> Artifacts:
    """Return what matches."""
    return Artifacts.of(registry.page(caller, request.at, request.body.meant(), request.offset, request.limit))
