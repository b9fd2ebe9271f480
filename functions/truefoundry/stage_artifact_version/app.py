"""POST /api/svc/v1/artifact-versions/stage - begin an upload (StageArtifactVersion)."""

from cairn.access.decision import Permission
from cairn.composition import projects, staging
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.uploads import StagedVersion, StageRequest
from cairn.permissions import Caller

repos = projects()
uploads = staging()


@endpoint(needs=Permission.IDENTITY)
def handler(request: StageRequest, caller: Caller) -> StagedVersion:
    """Return the id and the place of a version that nobody sees until it is published."""
    manifest = request.body.manifest
    place = uploads.stage(caller, repos.find(caller, manifest.ml_repo), manifest.form.kind, manifest.name)
    return StagedVersion.of(place)
