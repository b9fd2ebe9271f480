"""Lineage and cost: what a version comes from, and how much of it there is to download."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from cairn import permissions
from cairn.errors import SizeUnknownError
from cairn.permissions import Caller, Method, may
from cairn.records import DEFAULT_PROJECT, Ancestor, Child, Kind, Parent, Version
from cairn.store.versions import VersionStore

GENERATIONS = 256
"""The most generations that are followed: a chain that is longer is cut there, not refused."""

CHILDREN = 1_000
"""The most children that are shown: an answer of about 300 KB."""

BYTES_PER_MB = 10**6


@dataclass(frozen=True, slots=True)
class Node:
    """A version, or an upstream that is not registered: its id is then made from its source, the same each time."""

    id: str
    name: str
    is_registered: bool
    size_bytes: int | None
    is_model: bool = False
    """Whether it is a registered model of the default project: those that documents can be about."""


@dataclass(frozen=True, slots=True)
class Edge:
    """`upstream` went into `downstream`."""

    upstream: str
    downstream: str
    relationship: str


@dataclass(frozen=True, slots=True)
class Graph:
    """A version (the first node), its ancestors, and how they hang together."""

    nodes: list[Node]
    edges: list[Edge]

    @property
    def model_names(self) -> list[str]:
        """The names of its registered models."""
        return list(dict.fromkeys(node.name for node in self.nodes if node.is_model))


@dataclass(frozen=True, slots=True)
class Cost:
    """Download sizes in MB (10^6 bytes): of the version alone, and with all that it depends on."""

    standalone: float
    total: float


_NOBODY = Node("", "", is_registered=True, size_bytes=None)
"""The root of a graph of something that is not registered yet."""


class Ancestry:
    """What versions come from."""

    def __init__(self, versions: VersionStore) -> None:
        """Follow the versions in a store."""
        self._versions = versions

    def graph(self, caller: Caller, version: Version) -> Graph:
        """Return a version and its ancestors, each once whatever the cycles: one batch read a generation.

        A parent is looked up by its source, so one that is registered later is linked from then on. One that the caller
        may not see is shown as if it were not registered: its source is all that the version itself tells of it.
        """
        root = Node(version.id, version.name, is_registered=True, size_bytes=version.size_bytes, is_model=_is_model(version))
        return self._followed(caller, root, version.parents)

    def with_children(self, caller: Caller, version: Version) -> Graph:
        """Return `graph` and the versions that were made from this one directly, at most CHILDREN: one query more."""
        graph = self.graph(caller, version)
        known = {node.id for node in graph.nodes}
        found = self._versions.children(version.kind, version.canonical_source or "", CHILDREN)
        for child in found:
            if not may(caller, Method.GET, permissions.of(child)):
                continue
            if child.id not in known:
                graph.nodes.append(Node(child.id, child.name, is_registered=True, size_bytes=None, is_model=_is_model(child)))
            graph.edges.append(Edge(version.id, child.id, child.relationship))
        return Graph(graph.nodes, list(dict.fromkeys(graph.edges)))

    def net_scores(self, caller: Caller, parents: Iterable[Parent]) -> list[float]:
        """Return the stored net scores of the registered models that these upstreams lead to, as `graph` finds them."""
        graph = self._followed(caller, _NOBODY, parents)
        registered = [node.id for node in graph.nodes if node.is_registered and node is not _NOBODY]
        ratings = [version.rating for version in self._versions.get_many(registered) if version.rating]
        return [float(score) for rating in ratings if isinstance(score := rating.get("net_score"), int | float)]

    def _followed(self, caller: Caller, root: Node, parents: Iterable[Parent]) -> Graph:
        nodes: dict[str, Node] = {root.id: root}
        edges: dict[Edge, None] = {}
        generation = [(root.id, parent) for parent in parents]
        for _ in range(GENERATIONS):
            if not generation:
                break
            registered = self._seen(caller, [parent for _, parent in generation])
            following: list[tuple[str, Parent]] = []
            for child, parent in generation:
                ancestor = registered.get(parent)
                node = _node(parent, ancestor)
                edges[Edge(node.id, child, parent.relationship)] = None
                if node.id not in nodes:
                    nodes[node.id] = node
                    following += [(node.id, grandparent) for grandparent in (ancestor.parents if ancestor else ())]
            generation = following
        return Graph(list(nodes.values()), list(edges))

    def cost(self, version: Version) -> Cost:
        """Return what a version alone costs.

        Raises:
            SizeUnknownError: its size is not known.
        """
        alone = _megabytes(version.id, version.size_bytes)
        return Cost(alone, alone)

    def costs(self, caller: Caller, version: Version) -> dict[str, Cost]:
        """Return, by id, what a version and each of its registered ancestors cost, alone and with their own ancestors.

        An upstream whose size is not known (it is not registered, or it is a dataset that nobody measured) is left out.

        Raises:
            SizeUnknownError: the size of the version itself is not known.
        """
        graph = self.graph(caller, version)
        _megabytes(version.id, version.size_bytes)
        alone = {node.id: node.size_bytes for node in graph.nodes if node.size_bytes is not None}
        parents: dict[str, list[str]] = {}
        for edge in graph.edges:
            parents.setdefault(edge.downstream, []).append(edge.upstream)
        # A node without a size still leads to its own ancestors: the closure goes through it.
        # In bytes to the end: a sum of rounded megabytes has a tail of nines.
        totals = {node: sum(alone.get(member, 0) for member in _closure(node, parents)) for node in alone}
        return {node: Cost(own / BYTES_PER_MB, totals[node] / BYTES_PER_MB) for node, own in alone.items()}

    def _seen(self, caller: Caller, parents: list[Parent]) -> dict[Parent, Ancestor]:
        found = self._versions.ancestors(dict.fromkeys(parents))
        return {parent: one for parent, one in found.items() if may(caller, Method.GET, permissions.of(one))}


def _is_model(one: Version | Ancestor | Child) -> bool:
    return one.kind is Kind.MODEL and one.project == DEFAULT_PROJECT


def _node(parent: Parent, ancestor: Ancestor | None) -> Node:
    if ancestor is None:
        name = parent.source.rstrip("/").rsplit("/", 1)[-1]
        made = str(uuid5(NAMESPACE_URL, f"{parent.kind}:{parent.source}"))
        return Node(made, name, is_registered=False, size_bytes=None)
    return Node(ancestor.id, ancestor.name, is_registered=True, size_bytes=ancestor.size_bytes, is_model=_is_model(ancestor))


def _closure(start: str, parents: dict[str, list[str]]) -> set[str]:
    seen, pending = {start}, deque([start])
    while pending:
        for upstream in parents.get(pending.popleft(), []):
            if upstream not in seen:
                seen.add(upstream)
                pending.append(upstream)
    return seen


def _megabytes(version_id: str, size_bytes: int | None) -> float:
    if size_bytes is None:
        raise SizeUnknownError(id=version_id)
    return size_bytes / BYTES_PER_MB
