"""DELETE /api/svc/v1/runs/{id} - delete a run (DeleteRun)."""

from cairn.access.decision import Permission
from cairn.composition import runs
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import Empty
from cairn.faces.truefoundry.runs import RunPath
from cairn.permissions import Caller

registry = runs()


@endpoint(needs=Permission.IDENTITY)
def handler(request: RunPath, caller: Caller) -> Empty:
    """Delete a run with all that it reported; where that takes too long, clients that try again go on."""
    registry.delete(caller, request.id)
    return Empty()
