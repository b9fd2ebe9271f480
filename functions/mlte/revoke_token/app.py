"""DELETE /api/token - void the token that the request shows (RevokeToken)."""

from cairn.access.decision import Permission
from cairn.composition import users
from cairn.faces.http import Nothing
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import Revoked
from cairn.permissions import Caller

directory = users()


@endpoint(needs=Permission.GRANT)
def handler(request: Nothing, caller: Caller) -> Revoked:
    """Sign out: the token that is shown ends now."""
    directory.sign_out(caller)
    return Revoked(detail="The token is void.")
