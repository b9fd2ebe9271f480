"""DELETE /api/model/{model_id}/version/{version_id} - delete a version with all that is about it (DeleteVersion)."""

from cairn.access.decision import Permission
from cairn.composition import documented
from cairn.faces.mlte.documented import Version, VersionPath
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

registry = documented()


@endpoint(needs=Permission.DELETE)
def handler(request: VersionPath, caller: Caller) -> Version:
    """Delete the version; return what it was."""
    return Version.of(registry.delete_version(caller, request.model_id, request.version_id))
