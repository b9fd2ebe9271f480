"""GET /api/model/{model_id}/version/{version_id} - return a version of a model (ReadVersion)."""

from cairn.access.decision import Permission
from cairn.composition import documented
from cairn.faces.mlte.documented import Version, VersionPath
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

registry = documented()


@endpoint(needs=Permission.READ)
def handler(request: VersionPath, caller: Caller) -> Version:
    """Return the version."""
    return Version.of(registry.read_version(caller, request.model_id, request.version_id))
