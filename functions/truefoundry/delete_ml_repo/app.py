"""DELETE /api/svc/v1/ml-repos/{id} - delete an ML repo (DeleteMlRepo)."""

from cairn.access.decision import Permission
from cairn.composition import projects
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import Empty
from cairn.faces.truefoundry.repos import RepoPath
from cairn.permissions import Caller

repos = projects()


@endpoint(needs=Permission.GRANT)
def handler(request: RepoPath, caller: Caller) -> Empty:
    """Delete a repo that has nothing in it."""
    repos.delete(caller, request.project)
    return Empty()
