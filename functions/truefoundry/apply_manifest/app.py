"""PUT /api/svc/v1/apply - make or change what a manifest is about (ApplyManifest)."""

from cairn.access.decision import Permission
from cairn.faces.truefoundry.applying import Applied, ApplyRequest, applying
from cairn.faces.truefoundry.http import endpoint
from cairn.permissions import Caller

manifests = applying()


@endpoint(needs=Permission.GRANT)
def handler(request: ApplyRequest, caller: Caller) -> Applied:
    """Apply a manifest of any kind."""
    return manifests.apply(caller, request.body.manifest, is_dry=bool(request.body.dry_run))
