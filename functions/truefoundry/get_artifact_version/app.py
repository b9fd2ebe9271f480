"""GET /api/svc/v1/artifact-versions/{id} - return a version of an artifact (GetArtifactVersion)."""

from cairn.access.decision import Permission
from cairn.composition import artifacts
from cairn.faces.truefoundry import forms, wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.publishing import ArtifactVersionAnswer, IdPath
from cairn.permissions import Caller

registry = artifacts()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: IdPath, caller: Caller) -> ArtifactVersionAnswer:
    """Return the version."""
    version = registry.retrieve(caller, forms.ARTIFACT.kinds, request.id)
    return ArtifactVersionAnswer(data=words.artifact_version(version))
