"""PUT /api/svc/v1/ml-repos - make or change an ML repo (CreateOrUpdateMlRepo)."""

from cairn.access.decision import Permission
from cairn.composition import projects
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.repos import Repo, RepoAnswer, RepoRequest
from cairn.permissions import Caller
from cairn.runtime.settings import settings

repos = projects()
tenant = settings().tenant


@endpoint(needs=Permission.GRANT)
def handler(request: RepoRequest, caller: Caller) -> RepoAnswer:
    """Make or change the repo that the manifest is about; the same again changes nothing."""
    body = request.body
    made = repos.create_or_update(caller, body.manifest.draft, dry_run=bool(body.dry_run))
    return RepoAnswer(data=Repo.of(made, tenant))
