"""POST /api/svc/v1/runs/{id}/parameters - report a parameter (LogParameter)."""

from cairn.access.decision import Permission
from cairn.composition import runs
from cairn.core.runs import Logged
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import Empty
from cairn.faces.truefoundry.runs import LogParameterRequest
from cairn.permissions import Caller

registry = runs()


@endpoint(needs=Permission.IDENTITY)
def handler(request: LogParameterRequest, caller: Caller) -> Empty:
    """Write down one parameter."""
    registry.log(caller, request.id, Logged(parameters={request.body.key: request.body.value}))
    return Empty()
