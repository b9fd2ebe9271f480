"""GET /api/user/{username}/audit - return who changed a user (ReadUserTrail)."""

from cairn.access.decision import Permission
from cairn.composition import users
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import Trail, UserTrailRequest
from cairn.permissions import Caller

directory = users()


@endpoint(needs=Permission.READ)
def handler(request: UserTrailRequest, caller: Caller) -> Trail:
    """Return a page of the trail, newest first."""
    name = caller.name if request.is_me else request.username
    return Trail.of(directory.trail(caller, name, request.offset or None))
