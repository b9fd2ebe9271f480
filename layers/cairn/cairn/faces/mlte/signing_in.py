"""The MLTE face's way in: OAuth2's password grant. Apart from the other models, since it takes Argon2."""

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, WithJsonSchema

from cairn.access.signing_in import Token
from cairn.faces.http import Answer, Request


class TokenForm(Request):
    """The form of an OAuth2 password grant."""

    # RFC 6749 requires the grant type. The model does not: its absence is refused in the RFC's words.
    model_config = ConfigDict(json_schema_extra={"required": ["grant_type", "username", "password"]})

    grant_type: Annotated[Literal["password"] | None, WithJsonSchema({"type": "string", "const": "password"})] = None
    username: str
    password: str


class TokenRequest(Request):
    """A sign-in."""

    source: str
    body: TokenForm


class TokenAnswer(Answer):
    """A token."""

    access_token: str
    token_type: str
    expires_in: int

    @classmethod
    def of(cls, token: Token) -> Self:
        """Translate from the registry."""
        return cls(access_token=token.text, token_type="bearer", expires_in=token.seconds)  # noqa: S106 - the type of it
