"""GET /api/svc/v1/artifacts."""

from contract.truefoundry.forms import ARTIFACT
from contract.truefoundry.shared_lists import ListingNames


class TestArtifacts(ListingNames):
    """Artifacts."""

    form = ARTIFACT
