"""PUT /api/svc/v1/runs/{id}/tags - set a tag of a run (SetRunTag)."""

from cairn.access.decision import Permission
from cairn.composition import runs
from cairn.core.runs import Logged
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import Empty
from cairn.faces.truefoundry.runs import SetTagRequest
from cairn.permissions import Caller

registry = runs()


@endpoint(needs=Permission.IDENTITY)
def handler(request: SetTagRequest, caller: Caller) -> Empty:
    """Set one tag."""
    registry.log(caller, request.id, Logged(tags={request.body.key: request.body.value}))
    return Empty()
