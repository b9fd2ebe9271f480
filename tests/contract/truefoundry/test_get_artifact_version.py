"""GET /api/svc/v1/artifact-versions/{id}."""

from contract.truefoundry.forms import ARTIFACT
from contract.truefoundry.shared_reading import GettingOne


class TestArtifactVersion(GettingOne):
    """A version of an artifact."""

    form = ARTIFACT
