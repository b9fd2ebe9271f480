"""GET /api/svc/v1/prompt-versions - list versions of prompts (ListPromptVersions)."""

from cairn.access.decision import Permission
from cairn.faces.truefoundry import forms, wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.lists import ListPromptVersionsRequest, PromptVersions
from cairn.permissions import Caller

lists = wiring.lists()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: ListPromptVersionsRequest, caller: Caller) -> PromptVersions:
    """Return a page of the versions that are asked for and seen, newest first."""
    found, total = lists.versions(caller, forms.PROMPT, request)
    return PromptVersions(data=[words.prompt_version(one) for one in found], pagination=request.pagination(total))
