"""GET /api/svc/v1/model-versions/{id}."""

from contract.truefoundry.forms import MODEL
from contract.truefoundry.shared_reading import GettingOne


class TestModelVersion(GettingOne):
    """A version of a model."""

    form = MODEL
