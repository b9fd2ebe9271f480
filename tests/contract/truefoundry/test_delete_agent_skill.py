"""DELETE /api/svc/v1/agent-skills/{id}."""

from contract.truefoundry.forms import AGENT_SKILL
from contract.truefoundry.shared_reading import DeletingName


class TestAgentSkill(DeletingName):
    """An agent skill."""

    form = AGENT_SKILL
