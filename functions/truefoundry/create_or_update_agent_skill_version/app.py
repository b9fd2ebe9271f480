"""PUT /api/svc/v1/agent-skill-versions - make or change a version of an agent skill (CreateOrUpdateAgentSkillVersion)."""

from cairn.access.decision import Permission
from cairn.faces.truefoundry import wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.publishing import AgentSkillVersionAnswer, AgentSkillVersionRequest
from cairn.permissions import Caller

manifests = wiring.manifests()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: AgentSkillVersionRequest, caller: Caller) -> AgentSkillVersionAnswer:
    """Make or change the version that the manifest is about; the same again changes nothing."""
    return AgentSkillVersionAnswer(data=words.agent_skill_version(manifests.publish(caller, request.body.manifest)))
