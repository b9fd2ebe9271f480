"""GET /api/svc/v1/models/{id}."""

from contract.truefoundry.forms import MODEL
from contract.truefoundry.shared_reading import GettingName


class TestModel(GettingName):
    """A model."""

    form = MODEL
