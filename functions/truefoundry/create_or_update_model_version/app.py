"""PUT /api/svc/v1/model-versions - make or change a version of a model (CreateOrUpdateModelVersion)."""

from cairn.access.decision import Permission
from cairn.faces.truefoundry import wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.publishing import ModelVersionAnswer, ModelVersionRequest
from cairn.permissions import Caller

manifests = wiring.manifests()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: ModelVersionRequest, caller: Caller) -> ModelVersionAnswer:
    """Make or change the version that the manifest is about; the same again changes nothing."""
    return ModelVersionAnswer(data=words.model_version(manifests.publish(caller, request.body.manifest)))
