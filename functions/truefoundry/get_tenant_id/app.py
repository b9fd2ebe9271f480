"""GET /api/svc/v1/tenant-id - tell what the deployment is called (GetTenantId)."""

from cairn.runtime.plain import plain
from cairn.runtime.settings import settings

tenant = settings().tenant


@plain()
def handler() -> dict[str, object]:
    """Return the tenant. There is no other server to sign in at: `useSFYServerAuthAPIs` says so."""
    return {"tenantName": tenant, "auth_server_url": ""}
