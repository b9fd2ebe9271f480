"""GET /api/svc/v1/personal-access-tokens - list one's personal access tokens (ListPersonalAccessTokens)."""

from cairn.access.decision import Permission
from cairn.composition import personal_tokens
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import ListPersonalAccessTokensRequest, PersonalAccessTokens
from cairn.permissions import Caller
from cairn.runtime.settings import settings

tokens = personal_tokens()
tenant = settings().tenant


@endpoint(needs=Permission.IDENTITY)
def handler(request: ListPersonalAccessTokensRequest, caller: Caller) -> PersonalAccessTokens:
    """Return a page of the caller's tokens, newest first."""
    return PersonalAccessTokens.of(tokens.all(caller), request, tenant)
