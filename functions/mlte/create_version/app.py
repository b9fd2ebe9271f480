"""POST /api/model/{model_id}/version - make a version of a model (CreateVersion)."""

from cairn.access.decision import Permission
from cairn.composition import documented
from cairn.faces.mlte.documented import Version, VersionCreateRequest
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

registry = documented()


@endpoint(needs=Permission.UPDATE)
def handler(request: VersionCreateRequest, caller: Caller) -> Version:
    """Make the version."""
    return Version.of(registry.add_version(caller, request.model_id, request.body.identifier))
