"""GET /api/svc/v1/agent-skill-versions/{id} - return a version of an agent skill (GetAgentSkillVersion)."""

from cairn.access.decision import Permission
from cairn.composition import artifacts
from cairn.faces.truefoundry import forms, wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.publishing import AgentSkillVersionAnswer, IdPath
from cairn.permissions import Caller

registry = artifacts()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: IdPath, caller: Caller) -> AgentSkillVersionAnswer:
    """Return the version."""
    version = registry.retrieve(caller, forms.AGENT_SKILL.kinds, request.id)
    return AgentSkillVersionAnswer(data=words.agent_skill_version(version))
