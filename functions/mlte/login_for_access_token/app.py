"""POST /api/token - issue a token for a name and a password (LoginForAccessToken)."""

from cairn.access.decision import Permission
from cairn.composition import signing_in
from cairn.errors import GrantTypeMissingError
from cairn.faces.mlte.http import token_endpoint
from cairn.faces.mlte.signing_in import TokenAnswer, TokenRequest
from cairn.permissions import Caller

door = signing_in()


@token_endpoint(needs=Permission.NOTHING)
def handler(request: TokenRequest, caller: Caller) -> TokenAnswer:
    """Sign in."""
    form = request.body
    if form.grant_type is None:
        raise GrantTypeMissingError
    return TokenAnswer.of(door.sign_in(caller, form.username, form.password, request.source))
