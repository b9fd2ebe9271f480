"""GET /api/svc/v1/artifacts/{id}."""

from contract.truefoundry.forms import ARTIFACT
from contract.truefoundry.shared_reading import GettingName


class TestArtifact(GettingName):
    """An artifact."""

    form = ARTIFACT
