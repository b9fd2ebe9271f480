"""DELETE /api/svc/v1/personal-access-tokens/revoke/all - revoke all tokens of a user (RevokeAllPersonalAccessTokens)."""

from cairn.access.decision import Permission
from cairn.composition import personal_tokens
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import Empty, RevokeAllRequest
from cairn.permissions import Caller

tokens = personal_tokens()


@endpoint(needs=Permission.GRANT)
def handler(request: RevokeAllRequest, caller: Caller) -> Empty:
    """Revoke the caller's tokens, or (an administrator) another user's."""
    tokens.revoke_all(caller, request.body.email if request.body else None)
    return Empty()
