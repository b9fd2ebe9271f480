"""GET /health/components - tell how each component is (RegistryHealthComponents)."""

from cairn.access.decision import Permission
from cairn.composition import health
from cairn.faces.trust.http import endpoint
from cairn.faces.trust.operations import ComponentsRequest, HealthComponents
from cairn.permissions import Caller

watch = health()


@endpoint(needs=Permission.NOTHING)
def handler(request: ComponentsRequest, caller: Caller) -> HealthComponents:
    """Ask each component now."""
    return HealthComponents.of(watch.components(), request)
