"""DELETE /api/svc/v1/models/{id}."""

from contract.truefoundry.forms import MODEL
from contract.truefoundry.shared_reading import DeletingName


class TestModel(DeletingName):
    """A model."""

    form = MODEL
