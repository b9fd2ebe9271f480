"""GET /api/healthz - tell that the registry answers (Healthcheck)."""

from cairn.runtime.plain import plain


@plain()
def handler() -> dict[str, object]:
    """Return the word that MLTE's clients look for."""
    return {"status": "healthy"}
