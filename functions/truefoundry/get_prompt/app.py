"""GET /api/svc/v1/prompts/{id} - return a prompt with its newest version (GetPrompt)."""

from cairn.access.decision import Permission
from cairn.composition import families
from cairn.faces.truefoundry import forms, wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.publishing import IdPath, PromptAnswer
from cairn.permissions import Caller

known = families()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: IdPath, caller: Caller) -> PromptAnswer:
    """Return what all versions of a name are versions of."""
    return PromptAnswer(data=words.prompt(known.family(caller, forms.PROMPT.kinds, request.id)))
