"""PUT /api/svc/v1/artifact-versions/tags - tag a version of an artifact (ApplyTagsToArtifactVersion)."""

from cairn.access.decision import Permission
from cairn.composition import labels
from cairn.faces.truefoundry import forms
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import Empty
from cairn.faces.truefoundry.publishing import ArtifactTagsRequest
from cairn.permissions import Caller

tagging = labels()


@endpoint(needs=Permission.IDENTITY)
def handler(request: ArtifactTagsRequest, caller: Caller) -> Empty:
    """Tag the version; a tag of another version is moved where that is forced."""
    tags = request.body
    tagging.apply(caller, forms.ARTIFACT.kinds, tags.id, tags.tags, is_forced=bool(tags.force))
    return Empty()
