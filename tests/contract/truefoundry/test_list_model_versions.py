"""GET /api/svc/v1/model-versions."""

from contract.truefoundry.forms import MODEL
from contract.truefoundry.shared_lists import ListingFiled


class TestModelVersions(ListingFiled):
    """Versions of models."""

    form = MODEL
