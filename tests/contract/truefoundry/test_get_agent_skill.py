"""GET /api/svc/v1/agent-skills/{id}."""

from contract.truefoundry.forms import AGENT_SKILL
from contract.truefoundry.shared_reading import GettingName


class TestAgentSkill(GettingName):
    """An agent skill."""

    form = AGENT_SKILL
