"""GET /api/svc/v1/artifact-versions."""

from contract.truefoundry.forms import ARTIFACT
from contract.truefoundry.shared_lists import ListingFiled


class TestArtifactVersions(ListingFiled):
    """Versions of artifacts."""

    form = ARTIFACT
