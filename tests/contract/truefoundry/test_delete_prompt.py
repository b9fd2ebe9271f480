"""DELETE /api/svc/v1/prompts/{id}."""

from contract.truefoundry.forms import PROMPT
from contract.truefoundry.shared_reading import DeletingName


class TestPrompt(DeletingName):
    """A prompt."""

    form = PROMPT
