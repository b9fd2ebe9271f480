"""GET /api/svc/v1/artifacts/{id} - return an artifact with its newest version (GetArtifact)."""

from cairn.access.decision import Permission
from cairn.composition import families
from cairn.faces.truefoundry import forms, wiring
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.publishing import ArtifactAnswer, IdPath
from cairn.permissions import Caller

known = families()
words = wiring.words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: IdPath, caller: Caller) -> ArtifactAnswer:
    """Return what all versions of a name are versions of."""
    return ArtifactAnswer(data=words.artifact(known.family(caller, forms.ARTIFACT.kinds, request.id)))
