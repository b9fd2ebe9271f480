"""GET /api/svc/v1/ml-repos - list ML repos (ListMlRepos)."""

from cairn.access.decision import Permission
from cairn.composition import projects
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.repos import ListReposRequest, Repo, Repos
from cairn.permissions import Caller
from cairn.runtime.settings import settings

repos = projects()
tenant = settings().tenant


@endpoint(needs=Permission.IDENTITY)
def handler(request: ListReposRequest, caller: Caller) -> Repos:
    """Return a page of the repos that the caller may see, newest first."""
    found, total = repos.page(caller, request.offset, request.page, request.name)
    return Repos(data=[Repo.of(one, tenant) for one in found], pagination=request.pagination(total))
