"""The trust face's models of what an artifact comes from, and what it costs with all that."""

from collections.abc import Set as AbstractSet
from typing import Self
from urllib.parse import quote

from pydantic import Field, RootModel

from cairn.core.lineage import Cost, Graph
from cairn.faces.http import Answer
from cairn.faces.trust.models import ArtifactId, ArtifactPath, ModelPath


class ArtifactCostRequest(ArtifactPath):
    """A question for the cost, with or without dependencies."""

    dependency: bool = False


class ArtifactCostEntry(Answer):
    """Download sizes in MB (10^6 bytes)."""

    total_cost: float
    standalone_cost: float | None = None


class ArtifactCost(Answer, RootModel[dict[str, ArtifactCostEntry]]):
    """Costs by artifact id."""

    @classmethod
    def of(cls, costs: dict[str, Cost], *, dependency: bool) -> Self:
        """Translate from the registry."""
        if not dependency:
            return cls({node: ArtifactCostEntry(total_cost=cost.standalone) for node, cost in costs.items()})
        return cls(
            {node: ArtifactCostEntry(total_cost=cost.total, standalone_cost=cost.standalone) for node, cost in costs.items()}
        )


class ArtifactLineageRequest(ModelPath):
    """A question for a lineage, with or without the children."""

    children: bool = False


class LineageNode(Answer):
    """An artifact in a lineage graph; `metadata.documents` is where a model's evidence is, if the caller may read it."""

    artifact_id: ArtifactId
    name: str
    source: str
    metadata: dict[str, str] = Field(default={})


class LineageEdge(Answer):
    """`from` went into `to`."""

    from_node_artifact_id: ArtifactId
    to_node_artifact_id: ArtifactId
    relationship: str


class LineageGraph(Answer):
    """A model, its ancestors, and how they hang together."""

    nodes: list[LineageNode]
    edges: list[LineageEdge]

    @classmethod
    def of(cls, graph: Graph, documented: AbstractSet[str] = frozenset()) -> Self:
        """Translate from the registry; `documented` are the names of models that documents are about."""
        nodes = [
            LineageNode(
                artifact_id=node.id,
                name=node.name,
                source="registry" if node.is_registered else "config_json",
                metadata=_documents(node.name) if node.is_model and node.name in documented else {},
            )
            for node in graph.nodes
        ]
        edges = [
            LineageEdge(
                from_node_artifact_id=edge.upstream, to_node_artifact_id=edge.downstream, relationship=edge.relationship
            )
            for edge in graph.edges
        ]
        return cls(nodes=nodes, edges=edges)


def _documents(name: str) -> dict[str, str]:
    """Return where the evidence about a model is: its path on the MLTE face."""
    return {"documents": f"/api/model/{quote(name.replace('/', '---'), safe='')}"}
