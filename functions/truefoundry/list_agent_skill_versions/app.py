"""GET /api/svc/v1/agent-skill-versions - list versions of agent skills (ListAgentSkillVersions)."""

from cairn.access.decision import Permission
from cairn.faces.truefoundry import forms, wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.lists import AgentSkillVersions, ListAgentSkillVersionsRequest
from cairn.permissions import Caller

lists = wiring.lists()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: ListAgentSkillVersionsRequest, caller: Caller) -> AgentSkillVersions:
    """Return a page of the versions that are asked for and seen, newest first."""
    found, total = lists.versions(caller, forms.AGENT_SKILL, request)
    return AgentSkillVersions(data=[words.agent_skill_version(one) for one in found], pagination=request.pagination(total))
