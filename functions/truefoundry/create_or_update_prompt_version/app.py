"""PUT /api/svc/v1/prompt-versions - make or change a version of a prompt (CreateOrUpdatePromptVersion)."""

from cairn.access.decision import Permission
from cairn.faces.truefoundry import wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.publishing import PromptVersionAnswer, PromptVersionRequest
from cairn.permissions import Caller

manifests = wiring.prompts()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: PromptVersionRequest, caller: Caller) -> PromptVersionAnswer:
    """Make or change the version that the manifest is about; the same again changes nothing."""
    return PromptVersionAnswer(data=words.prompt_version(manifests.publish(caller, request.body.manifest)))
