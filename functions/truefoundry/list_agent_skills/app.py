"""GET /api/svc/v1/agent-skills - list agent skills (ListAgentSkills)."""

from cairn.access.decision import Permission
from cairn.faces.truefoundry import forms, wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.lists import AgentSkills, ListFamiliesRequest
from cairn.permissions import Caller

lists = wiring.lists()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: ListFamiliesRequest, caller: Caller) -> AgentSkills:
    """Return a page of the agent skills that are asked for and seen, newest first."""
    found, total = lists.families(caller, forms.AGENT_SKILL, request)
    return AgentSkills(data=[words.agent_skill(one) for one in found], pagination=request.pagination(total))
