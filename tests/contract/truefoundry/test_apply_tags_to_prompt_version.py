"""PUT /api/svc/v1/prompt-versions/tags."""

from contract.truefoundry.forms import PROMPT
from contract.truefoundry.shared_tags import Tagging


class TestPromptVersion(Tagging):
    """A version of a prompt."""

    form = PROMPT
