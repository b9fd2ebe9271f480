"""POST /api/svc/v1/runs/search - search for runs (SearchRuns)."""

from cairn.access.decision import Permission
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.run_answers import FoundRuns, run_words
from cairn.faces.truefoundry.runs import SearchRunsRequest
from cairn.permissions import Caller

words = run_words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: SearchRunsRequest, caller: Caller) -> FoundRuns:
    """Return the run of a name, or a page of those that meet a filter."""
    return words.search(caller, request.body)
