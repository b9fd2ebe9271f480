"""DELETE /api/user/{username}/token - void a user's tokens (RevokeUserTokens).

DELETE /api/user/{username}/token/{token_id} - void one of a user's tokens (RevokeUserToken).
"""

from cairn.access.decision import Permission
from cairn.composition import users
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import Revoked, UserTokensPath
from cairn.permissions import Caller

directory = users()


@endpoint(needs=Permission.GRANT)
def handler(request: UserTokensPath, caller: Caller) -> Revoked:
    """Void one token, or every one that was issued until now; personal access tokens stay."""
    name = caller.name if request.is_me else request.username
    directory.revoke(caller, name, request.token_id or None)
    return Revoked(detail="The tokens are void.")
