"""GET /api/svc/v1/agent-skills."""

from contract.truefoundry.forms import AGENT_SKILL
from contract.truefoundry.shared_lists import ListingNames


class TestAgentSkills(ListingNames):
    """Agent skills."""

    form = AGENT_SKILL
