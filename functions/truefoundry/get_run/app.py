"""GET /api/svc/v1/runs/{id} - return a run (GetRun)."""

from cairn.access.decision import Permission
from cairn.composition import runs
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.run_answers import RunAnswer, run_words
from cairn.faces.truefoundry.runs import RunPath
from cairn.permissions import Caller

registry = runs()
words = run_words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: RunPath, caller: Caller) -> RunAnswer:
    """Return a run with its parameters, its tags and the last value of each metric."""
    return RunAnswer(run=words.run(registry.get(caller, request.id)))
