"""POST /api/svc/v1/runs/{id}/metrics - report a value of a metric (LogMetric)."""

from cairn.access.decision import Permission
from cairn.composition import runs
from cairn.core.runs import Logged
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import Empty
from cairn.faces.truefoundry.runs import LogMetricRequest
from cairn.permissions import Caller

registry = runs()


@endpoint(needs=Permission.IDENTITY)
def handler(request: LogMetricRequest, caller: Caller) -> Empty:
    """Write down one value of a metric."""
    registry.log(caller, request.id, Logged(metrics=[request.body.measurement]))
    return Empty()
