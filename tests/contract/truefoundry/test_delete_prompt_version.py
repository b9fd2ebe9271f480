"""DELETE /api/svc/v1/prompt-versions/{id}."""

from contract.truefoundry.forms import PROMPT
from contract.truefoundry.shared_reading import DeletingOne


class TestPromptVersion(DeletingOne):
    """A version of a prompt."""

    form = PROMPT
