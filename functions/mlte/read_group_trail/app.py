"""GET /api/group/{group_name}/audit - return who changed a group (ReadGroupTrail)."""

from cairn.access.decision import Permission
from cairn.composition import groups
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import GroupTrailRequest, Trail
from cairn.permissions import Caller

book = groups()


@endpoint(needs=Permission.READ)
def handler(request: GroupTrailRequest, caller: Caller) -> Trail:
    """Return a page of the trail, newest first."""
    return Trail.of(book.trail(caller, request.group_name, request.offset or None))
