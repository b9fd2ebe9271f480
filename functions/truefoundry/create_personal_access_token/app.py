"""POST /api/svc/v1/personal-access-tokens - make a personal access token (CreatePersonalAccessToken)."""

from cairn.access.decision import Permission
from cairn.composition import personal_tokens
from cairn.errors import RequestInvalidError
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import CreatePersonalAccessTokenRequest, MadePersonalAccessToken
from cairn.permissions import Caller

tokens = personal_tokens()


@endpoint(needs=Permission.GRANT)
def handler(request: CreatePersonalAccessTokenRequest, caller: Caller) -> MadePersonalAccessToken:
    """Make a token of the caller's and show it, this once."""
    new = request.body
    if not new.is_opaque:
        raise RequestInvalidError(reason="tokenType: only opaque tokens are issued")
    text, _ = tokens.create(caller, new.name, new.expiration_date)
    return MadePersonalAccessToken(token=text)
