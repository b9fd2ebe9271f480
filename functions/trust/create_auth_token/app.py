"""PUT /authenticate - issue an access token (CreateAuthToken)."""

from cairn.runtime.plain import plain


@plain(status=501)
def handler() -> dict[str, object]:
    """Say that there are no tokens: no deployment of this release has users."""
    return {"detail": "This deployment does not issue tokens; with AUTH_MODE=open none is needed."}
