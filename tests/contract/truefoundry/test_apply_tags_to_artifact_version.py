"""PUT /api/svc/v1/artifact-versions/tags."""

from contract.truefoundry.forms import ARTIFACT
from contract.truefoundry.shared_tags import Tagging


class TestArtifactVersion(Tagging):
    """A version of an artifact."""

    form = ARTIFACT
