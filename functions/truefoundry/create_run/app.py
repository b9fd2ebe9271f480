"""POST /api/svc/v1/runs - begin a run (CreateRun)."""

from cairn.access.decision import Permission
from cairn.composition import runs
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.run_answers import RunAnswer, run_words
from cairn.faces.truefoundry.runs import CreateRunRequest
from cairn.permissions import Caller

registry = runs()
words = run_words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: CreateRunRequest, caller: Caller) -> RunAnswer:
    """Begin a run; a name that is taken gets something behind it."""
    return RunAnswer(run=words.run(registry.begin(caller, request.body.draft)))
