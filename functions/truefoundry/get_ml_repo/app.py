"""GET /api/svc/v1/ml-repos/{id} - return an ML repo (GetMlRepo)."""

from cairn.access.decision import Permission
from cairn.composition import projects
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.repos import Repo, RepoAnswer, RepoPath
from cairn.permissions import Caller
from cairn.runtime.settings import settings

repos = projects()
tenant = settings().tenant


@endpoint(needs=Permission.IDENTITY)
def handler(request: RepoPath, caller: Caller) -> RepoAnswer:
    """Return a repo as it stands."""
    return RepoAnswer(data=Repo.of(repos.get(caller, request.project), tenant))
