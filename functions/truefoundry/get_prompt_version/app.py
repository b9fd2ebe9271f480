"""GET /api/svc/v1/prompt-versions/{id} - return a version of a prompt (GetPromptVersion)."""

from cairn.access.decision import Permission
from cairn.composition import artifacts
from cairn.faces.truefoundry import forms, wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.publishing import IdPath, PromptVersionAnswer
from cairn.permissions import Caller

registry = artifacts()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: IdPath, caller: Caller) -> PromptVersionAnswer:
    """Return the version."""
    version = registry.retrieve(caller, forms.PROMPT.kinds, request.id)
    return PromptVersionAnswer(data=words.prompt_version(version))
