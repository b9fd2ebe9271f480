"""PUT /api/svc/v1/runs/{id} - say how a run goes on (UpdateRun)."""

from cairn.access.decision import Permission
from cairn.composition import runs
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.run_answers import RunInfoAnswer, run_words
from cairn.faces.truefoundry.runs import UpdateRunRequest
from cairn.permissions import Caller

registry = runs()
words = run_words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: UpdateRunRequest, caller: Caller) -> RunInfoAnswer:
    """Change a run's status, end or description; what is null stays."""
    said = request.body
    changed = registry.update(caller, request.id, status=said.status, ended_at=said.end_time, description=said.description)
    return RunInfoAnswer(run_info=words.info(changed))
