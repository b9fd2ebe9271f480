"""POST /api/svc/v1/runs/{id}/metrics/list - return the values of a run's metrics (ListMetricHistory)."""

from cairn.access.decision import Permission
from cairn.composition import runs
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.run_answers import MetricCollections, collections
from cairn.faces.truefoundry.runs import ListMetricHistoryRequest
from cairn.permissions import Caller

registry = runs()


@endpoint(needs=Permission.IDENTITY)
def handler(request: ListMetricHistoryRequest, caller: Caller) -> MetricCollections:
    """Return the values of the metrics that are named, or of all, at one step or at all."""
    asked = request.body
    return collections(registry.history(caller, request.id, asked.metric_keys, asked.step))
