"""DELETE /api/svc/v1/model-versions/{id}."""

from contract.truefoundry.forms import MODEL
from contract.truefoundry.shared_reading import DeletingOne


class TestModelVersion(DeletingOne):
    """A version of a model."""

    form = MODEL
