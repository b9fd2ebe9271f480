"""GET /artifact/model/{id}/lineage - return what a model comes from (ArtifactLineageGet)."""

from cairn.access.decision import Permission
from cairn.composition import ancestry, artifacts, documented
from cairn.faces.trust.ancestry import ArtifactLineageRequest, LineageGraph
from cairn.faces.trust.http import endpoint
from cairn.permissions import Caller
from cairn.records import Kind

registry = artifacts()
family = ancestry()
evidence = documented()


@endpoint(needs=Permission.READ)
def handler(request: ArtifactLineageRequest, caller: Caller) -> LineageGraph:
    """Return the model and its ancestors, with `children=true` also what was made from it, and where evidence about them is."""
    model = registry.retrieve(caller, Kind.MODEL, request.id)
    graph = family.with_children(caller, model) if request.children else family.graph(caller, model)
    return LineageGraph.of(graph, evidence.with_documents(caller, graph.model_names))
