"""GET /api/svc/v1/prompts/{id}."""

from contract.truefoundry.forms import PROMPT
from contract.truefoundry.shared_reading import GettingName


class TestPrompt(GettingName):
    """A prompt."""

    form = PROMPT
