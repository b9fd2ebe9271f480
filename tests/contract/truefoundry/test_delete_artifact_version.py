"""DELETE /api/svc/v1/artifact-versions/{id}."""

from contract.truefoundry.forms import ARTIFACT
from contract.truefoundry.shared_reading import DeletingOne


class TestArtifactVersion(DeletingOne):
    """A version of an artifact."""

    form = ARTIFACT
