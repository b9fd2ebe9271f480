"""DELETE /reset - empty the registry (RegistryReset)."""

import time

from cairn.access.decision import Permission
from cairn.composition import queue, reset
from cairn.faces.http import Nothing
from cairn.faces.trust.http import endpoint
from cairn.faces.trust.operations import ResetReport
from cairn.permissions import Caller
from cairn.runtime.clock import new_id

emptying = reset()
jobs = queue()

_SECONDS = 20


@endpoint(needs=Permission.ADMINISTER)
def handler(request: Nothing, caller: Caller) -> ResetReport:
    """Delete what can be deleted while the caller waits; hand the rest to the worker."""
    before, deadline = new_id(), time.monotonic() + _SECONDS
    left_over = emptying.run(caller, before, lambda: time.monotonic() < deadline)
    if left_over is not None:
        jobs.send({"job": "reset", "before": before, "name": caller.name, "request_id": caller.request_id})
    return ResetReport.of(left_over)
