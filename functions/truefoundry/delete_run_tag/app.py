"""POST /api/svc/v1/runs/{id}/tags/delete - take a tag of a run away (DeleteRunTag)."""

from cairn.access.decision import Permission
from cairn.composition import runs
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import Empty
from cairn.faces.truefoundry.runs import DeleteTagRequest
from cairn.permissions import Caller

registry = runs()


@endpoint(needs=Permission.IDENTITY)
def handler(request: DeleteTagRequest, caller: Caller) -> Empty:
    """Take one tag away; one that is not there is fine."""
    registry.untag(caller, request.id, request.body.key)
    return Empty()
