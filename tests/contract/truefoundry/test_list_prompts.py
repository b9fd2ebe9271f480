"""GET /api/svc/v1/prompts."""

from contract.truefoundry.forms import PROMPT
from contract.truefoundry.shared_lists import ListingNames


class TestPrompts(ListingNames):
    """Prompts."""

    form = PROMPT
