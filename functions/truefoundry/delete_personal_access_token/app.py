"""DELETE /api/svc/v1/personal-access-tokens/{id} - revoke a personal access token (DeletePersonalAccessToken)."""

from cairn.access.decision import Permission
from cairn.composition import personal_tokens
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import Empty, PersonalAccessTokenPath
from cairn.permissions import Caller

tokens = personal_tokens()


@endpoint(needs=Permission.GRANT)
def handler(request: PersonalAccessTokenPath, caller: Caller) -> Empty:
    """Revoke one of the caller's tokens."""
    tokens.revoke(caller, request.id)
    return Empty()
