"""PUT /api/svc/v1/model-versions/tags - tag a version of a model (ApplyTagsToModelVersion)."""

from cairn.access.decision import Permission
from cairn.composition import labels
from cairn.faces.truefoundry import forms
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import Empty
from cairn.faces.truefoundry.publishing import ModelTagsRequest
from cairn.permissions import Caller

tagging = labels()


@endpoint(needs=Permission.IDENTITY)
def handler(request: ModelTagsRequest, caller: Caller) -> Empty:
    """Tag the version; a tag of another version is moved where that is forced."""
    tags = request.body
    tagging.apply(caller, forms.MODEL.kinds, tags.id, tags.tags, is_forced=bool(tags.force))
    return Empty()
