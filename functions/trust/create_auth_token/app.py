"""PUT /authenticate - issue an access token (CreateAuthToken)."""

from cairn.access.decision import Permission
from cairn.composition import signing_in
from cairn.errors import TokensUnusedError
from cairn.faces.trust.http import endpoint
from cairn.faces.trust.signing_in import AuthenticationToken, CreateAuthTokenRequest
from cairn.permissions import Caller

door = signing_in()


@endpoint(needs=Permission.NOTHING)
def handler(request: CreateAuthTokenRequest, caller: Caller) -> AuthenticationToken:
    """Sign in with a name and a password."""
    if caller.is_admin:  # Everybody is, where nobody has to sign in.
        raise TokensUnusedError
    asked = request.body
    return AuthenticationToken.of(door.sign_in(caller, asked.user.name, asked.secret.password, request.source))
