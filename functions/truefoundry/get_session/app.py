"""GET /api/svc/v1/session - tell who is signed in (GetSession)."""

from cairn.access.decision import Permission
from cairn.faces.http import Nothing
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import Session
from cairn.permissions import Caller
from cairn.runtime.settings import settings

tenant = settings().tenant


@endpoint(needs=Permission.IDENTITY)
def handler(request: Nothing, caller: Caller) -> Session:
    """Return the caller."""
    return Session.of(caller, tenant)
