"""GET /api/svc/v1/prompt-versions/{id}."""

from contract.truefoundry.forms import PROMPT
from contract.truefoundry.shared_reading import GettingOne


class TestPromptVersion(GettingOne):
    """A version of a prompt."""

    form = PROMPT
