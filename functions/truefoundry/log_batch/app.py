"""POST /api/svc/v1/runs/{id}/batch - report metrics, parameters and tags (LogBatch)."""

from cairn.access.decision import Permission
from cairn.composition import runs
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import Empty
from cairn.faces.truefoundry.runs import LogBatchRequest
from cairn.permissions import Caller

registry = runs()


@endpoint(needs=Permission.IDENTITY)
def handler(request: LogBatchRequest, caller: Caller) -> Empty:
    """Write down what a run reports; the same again adds nothing."""
    registry.log(caller, request.id, request.body.logged)
    return Empty()
