"""GET /api/svc/v1/models."""

from contract.truefoundry.forms import MODEL
from contract.truefoundry.shared_lists import ListingNames


class TestModels(ListingNames):
    """Models."""

    form = MODEL
