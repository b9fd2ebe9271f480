"""The trust face's way in."""

from pydantic import RootModel

from cairn.access.signing_in import Token
from cairn.faces.http import Answer, Request
from cairn.faces.trust.models import Text


class AuthenticatingUser(Request):
    """Who signs in; whether they are an administrator, the directory knows."""

    name: Text
    is_admin: bool = False


class AuthenticationSecret(Request):
    """Their password."""

    password: str


class AuthenticationRequest(Request):
    """The body of an authentication."""

    user: AuthenticatingUser
    secret: AuthenticationSecret


class CreateAuthTokenRequest(Request):
    """An authentication."""

    source: str
    body: AuthenticationRequest


class AuthenticationToken(Answer, RootModel[str]):
    """The token, as the header `X-Authorization` has it: `bearer <jwt>`."""

    @classmethod
    def of(cls, token: Token) -> "AuthenticationToken":
        """Translate from the registry."""
        return cls(f"bearer {token.text}")
