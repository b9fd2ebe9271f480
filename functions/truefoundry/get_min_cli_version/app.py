"""GET /api/svc/v1/min-cli-version - tell which clients are served (GetMinCliVersion)."""

from cairn.runtime.plain import plain


@plain()
def handler() -> dict[str, object]:
    """Take every version: what a client cannot do is refused where it tries."""
    return {"minVersion": "0.0.0", "truefoundryCliMinVersion": "0.0.0", "useSFYServerAuthAPIs": True}
