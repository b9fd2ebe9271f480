"""GET /api/svc/v1/agent-skill-versions."""

from contract.truefoundry.forms import AGENT_SKILL
from contract.truefoundry.shared_lists import ListingVersions


class TestAgentSkillVersions(ListingVersions):
    """Versions of agent skills."""

    form = AGENT_SKILL
