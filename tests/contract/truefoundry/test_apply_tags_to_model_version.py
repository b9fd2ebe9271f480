"""PUT /api/svc/v1/model-versions/tags."""

from contract.truefoundry.forms import MODEL
from contract.truefoundry.shared_tags import Tagging


class TestModelVersion(Tagging):
    """A version of a model."""

    form = MODEL
