"""GET /api/svc/v1/agent-skills/{id} - return an agent skill with its newest version (GetAgentSkill)."""

from cairn.access.decision import Permission
from cairn.composition import families
from cairn.faces.truefoundry import forms, wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.publishing import AgentSkillAnswer, IdPath
from cairn.permissions import Caller

known = families()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: IdPath, caller: Caller) -> AgentSkillAnswer:
    """Return what all versions of a name are versions of."""
    return AgentSkillAnswer(data=words.agent_skill(known.family(caller, forms.AGENT_SKILL.kinds, request.id)))
