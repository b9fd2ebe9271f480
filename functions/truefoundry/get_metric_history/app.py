"""GET /api/svc/v1/runs/{id}/metrics/history - return the values of a run's metric (GetMetricHistory)."""

from cairn.access.decision import Permission
from cairn.composition import runs
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.run_answers import MetricHistory, history
from cairn.faces.truefoundry.runs import MetricHistoryRequest
from cairn.permissions import Caller

registry = runs()


@endpoint(needs=Permission.IDENTITY)
def handler(request: MetricHistoryRequest, caller: Caller) -> MetricHistory:
    """Return all values of one metric, by step."""
    key = request.metric_key
    return MetricHistory(metrics=history(key, registry.history(caller, request.id, [key])[key]))
