"""POST /api/svc/v1/artifact-versions - delete the version that a manifest names (DeleteArtifactVersionByManifest)."""

from cairn.access.decision import Permission
from cairn.composition import artifacts
from cairn.faces.truefoundry import wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import Empty
from cairn.faces.truefoundry.publishing import NamedVersionRequest
from cairn.permissions import Caller

registry = artifacts()
lists = wiring.lists()


@endpoint(needs=Permission.IDENTITY)
def handler(request: NamedVersionRequest, caller: Caller) -> Empty:
    """Delete the version that has the manifest's number, or its alias."""
    version = lists.named(caller, request.body.manifest)
    registry.delete(caller, version.kind, version.id)
    return Empty()
