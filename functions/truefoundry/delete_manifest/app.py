"""POST /api/svc/v1/delete - delete what a manifest names (DeleteManifest)."""

from cairn.access.decision import Permission
from cairn.faces.truefoundry.applying import DeleteRequest, applying
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import Empty
from cairn.permissions import Caller

manifests = applying()


@endpoint(needs=Permission.GRANT)
def handler(request: DeleteRequest, caller: Caller) -> Empty:
    """Delete what a manifest of any kind names."""
    manifests.delete(caller, request.body.manifest)
    return Empty()
