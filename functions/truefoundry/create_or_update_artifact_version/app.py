"""PUT /api/svc/v1/artifact-versions - make or change a version of an artifact (CreateOrUpdateArtifactVersion)."""

from cairn.access.decision import Permission
from cairn.faces.truefoundry import wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.publishing import ArtifactVersionAnswer, ArtifactVersionRequest
from cairn.permissions import Caller

manifests = wiring.manifests()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: ArtifactVersionRequest, caller: Caller) -> ArtifactVersionAnswer:
    """Make or change the version that the manifest is about; the same again changes nothing."""
    return ArtifactVersionAnswer(data=words.artifact_version(manifests.publish(caller, request.body.manifest)))
