"""GET /api/svc/v1/prompts - list prompts (ListPrompts)."""

from cairn.access.decision import Permission
from cairn.faces.truefoundry import forms, wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.lists import ListFamiliesRequest, Prompts
from cairn.permissions import Caller

lists = wiring.lists()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: ListFamiliesRequest, caller: Caller) -> Prompts:
    """Return a page of the prompts that are asked for and seen, newest first."""
    found, total = lists.families(caller, forms.PROMPT, request)
    return Prompts(data=[words.prompt(one) for one in found], pagination=request.pagination(total))
