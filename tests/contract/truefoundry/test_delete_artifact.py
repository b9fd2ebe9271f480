"""DELETE /api/svc/v1/artifacts/{id}."""

from contract.truefoundry.forms import ARTIFACT
from contract.truefoundry.shared_reading import DeletingName


class TestArtifact(DeletingName):
    """An artifact."""

    form = ARTIFACT
