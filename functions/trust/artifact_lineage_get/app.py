"""GET /artifact/model/{id}/lineage - return what a model comes from (ArtifactLineageGet)."""

from cairn.access.decision import Permission
from cairn.composition import ancestry, artifacts
from cairn.faces.trust.ancestry import LineageGraph
from cairn.faces.trust.http import endpoint
from cairn.faces.trust.models import ModelPath
from cairn.permissions import Caller
from cairn.records import Kind

registry = artifacts()
family = ancestry()


@endpoint(needs=Permission.READ)
def handler(request: ModelPath, caller: Caller) -> LineageGraph:
    """Return the model and its ancestors."""
    return LineageGraph.of(family.graph(caller, registry.retrieve(caller, Kind.MODEL, request.id)))
