"""GET /artifact/{artifact_type}/{id}/cost - return what an artifact costs to download (ArtifactCostGet)."""

from cairn.access.decision import Permission
from cairn.composition import ancestry, artifacts
from cairn.faces.trust.ancestry import ArtifactCost, ArtifactCostRequest
from cairn.faces.trust.http import endpoint
from cairn.permissions import Caller

registry = artifacts()
family = ancestry()


@endpoint(needs=Permission.READ)
def handler(request: ArtifactCostRequest, caller: Caller) -> ArtifactCost:
    """Return its size, with those of its ancestors when asked for."""
    version = registry.retrieve(caller, request.artifact_type.kind, request.id)
    costs = family.costs(caller, version) if request.dependency else {version.id: family.cost(version)}
    return ArtifactCost.of(costs, dependency=request.dependency)
