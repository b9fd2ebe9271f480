"""GET /api/svc/v1/agent-skill-versions/{id}."""

from contract.truefoundry.forms import AGENT_SKILL
from contract.truefoundry.shared_reading import GettingOne


class TestAgentSkillVersion(GettingOne):
    """A version of an agent skill."""

    form = AGENT_SKILL
