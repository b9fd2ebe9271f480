"""POST /api/svc/v1/artifact-versions/mark-stage-failure - give an upload up (MarkStageFailure)."""

from cairn.access.decision import Permission
from cairn.composition import staging
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import Empty
from cairn.faces.truefoundry.uploads import MarkStageFailureRequest
from cairn.permissions import Caller

uploads = staging()


@endpoint(needs=Permission.IDENTITY)
def handler(request: MarkStageFailureRequest, caller: Caller) -> Empty:
    """Forget the staged version; what was uploaded is swept."""
    uploads.fail(caller, request.body.id)
    return Empty()
