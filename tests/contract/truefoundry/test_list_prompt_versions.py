"""GET /api/svc/v1/prompt-versions."""

from contract.truefoundry.forms import PROMPT
from contract.truefoundry.shared_lists import ListingVersions


class TestPromptVersions(ListingVersions):
    """Versions of prompts."""

    form = PROMPT
