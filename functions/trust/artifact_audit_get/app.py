"""GET /artifact/{artifact_type}/{id}/audit - return who did what to an artifact (ArtifactAuditGet)."""

from cairn.access.decision import Permission
from cairn.composition import artifacts
from cairn.faces.trust.audit import ArtifactAudit, ArtifactAuditRequest
from cairn.faces.trust.http import endpoint
from cairn.permissions import Caller

registry = artifacts()


@endpoint(needs=Permission.READ)
def handler(request: ArtifactAuditRequest, caller: Caller) -> ArtifactAudit:
    """Return a page of its audit trail, newest first."""
    return ArtifactAudit.of(registry.audit_trail(caller, request.artifact_type.kind, request.id, request.offset or None))
