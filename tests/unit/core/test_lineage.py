import pytest

from cairn.core.artifacts import Artifacts
from cairn.core.drafts import Draft, Move
from cairn.core.lineage import Ancestry, Edge
from cairn.errors import SizeUnknownError
from cairn.records import Assessment, Kind, Parent


@pytest.fixture
def register(store, caller):
    def register(name, *parents, size=10**6, kind=Kind.MODEL):
        upstream = tuple(Parent(Kind.MODEL, f"https://e.org/{parent}", "base_model") for parent in parents)
        draft = Draft(kind=kind, source=f"https://e.org/{name}", name=name, parents=upstream, size_bytes=size)
        return Artifacts(store).register(caller, draft)

    return register


@pytest.fixture
def ancestry(store):
    return Ancestry(store)


def test_a_version_without_parents_is_a_graph_of_one(register, ancestry, caller):
    version = register("alone")
    graph = ancestry.graph(caller, version)
    assert ([node.id for node in graph.nodes], graph.edges) == ([version.id], [])


def test_ancestors_come_in_transitively_and_upstream_first(register, ancestry, caller):
    a, b, c = register("a"), register("b", "a"), register("c", "b", "a")
    graph = ancestry.graph(caller, c)
    assert [node.id for node in graph.nodes] == [c.id, b.id, a.id]
    assert set(graph.edges) == {Edge(b.id, c.id, "base_model"), Edge(a.id, c.id, "base_model"), Edge(a.id, b.id, "base_model")}


def test_a_parent_that_is_not_registered_is_a_node_with_a_lasting_id(register, ancestry, caller):
    child = register("child", "owner/absent")
    first, again = ancestry.graph(caller, child).nodes[1], ancestry.graph(caller, child).nodes[1]
    assert first == again
    assert (first.name, first.is_registered) == ("absent", False)
    assert first.id.replace("-", "").isalnum()


def test_a_parent_that_is_registered_later_is_linked(register, ancestry, caller):
    child = register("child", "parent")
    parent = register("parent")
    assert [node.id for node in ancestry.graph(caller, child).nodes] == [child.id, parent.id]


def test_a_cycle_ends(register, ancestry, caller):
    a = register("a", "b")
    b = register("b", "a")
    graph = ancestry.graph(caller, a)
    assert {node.id for node in graph.nodes} == {a.id, b.id}
    assert len(graph.edges) == 2


def test_a_chain_of_200_costs_a_batch_read_a_generation(register, ancestry, calls, caller):
    chain = [register("0"), *(register(str(number), str(number - 1)) for number in range(1, 201))]
    calls.clear()
    assert len(ancestry.graph(caller, chain[-1]).nodes) == 201
    assert calls == ["BatchGetItem"] * 200


def test_cost_counts_a_shared_ancestor_once(register, ancestry, caller):
    base = register("base", size=4_000_000)
    left, right = register("left", "base", size=2_000_000), register("right", "base", size=1_500_000)
    top = register("top", "left", "right", size=500_000)
    costs = ancestry.costs(caller, top)
    assert (costs[top.id].standalone, costs[top.id].total) == (0.5, 8.0)
    assert (costs[left.id].total, costs[right.id].total, costs[base.id].total) == (6.0, 5.5, 4.0)
    assert ancestry.cost(top).total == 0.5


def test_a_size_of_nothing_is_a_size_and_an_unknown_one_is_not(register, ancestry, caller):
    assert ancestry.cost(register("empty", size=0)).total == 0
    unknown = register("unknown", size=None)
    with pytest.raises(SizeUnknownError):
        ancestry.cost(unknown)
    with pytest.raises(SizeUnknownError):
        ancestry.costs(caller, unknown)


def test_an_ancestor_of_unknown_size_is_left_out_but_not_its_own_ancestors(register, ancestry, caller):
    base = register("base", size=4_000_000)
    register("unmeasured", "base", size=None)
    child = register("child", "unmeasured", size=1_000_000)
    assert {node: cost.total for node, cost in ancestry.costs(caller, child).items()} == {child.id: 5.0, base.id: 4.0}


def test_500_children_are_one_query_and_a_parent_knows_them_whoever_came_first(register, ancestry, caller, calls):
    early = [register(f"early-{number}", "parent") for number in range(250)]
    parent = register("parent")
    late = [register(f"late-{number}", "parent") for number in range(250)]
    calls.clear()
    graph = ancestry.with_children(caller, parent)
    assert calls == ["Query"]
    assert {edge.downstream for edge in graph.edges} == {child.id for child in [*early, *late]}
    assert len(graph.nodes) == 501


def test_a_child_that_is_deleted_or_moved_away_is_no_child_any_more(store, register, ancestry, caller):
    parent = register("parent")
    gone, stays = register("gone", "parent"), register("stays", "parent")
    Artifacts(store).delete(caller, Kind.MODEL, gone.id)
    assert [edge.downstream for edge in ancestry.with_children(caller, parent).edges] == [stays.id]
    Artifacts(store).move(caller, Kind.MODEL, stays.id, Move(name="stays", source="https://e.org/elsewhere"), Assessment())
    assert ancestry.with_children(caller, parent).edges == []


def test_the_scores_of_all_registered_ancestors_are_found_and_nobody_elses(store, ancestry, caller):
    parents = ()
    for number, score in enumerate([0.2, 0.4, None]):
        draft = Draft(kind=Kind.MODEL, source=f"https://e.org/{number}", name="x", parents=parents)
        rating = None if score is None else {"net_score": score}
        version = Artifacts(store).register(caller, draft, Assessment(rating=rating, parents=parents))
        parents = (Parent(Kind.MODEL, version.canonical_source, "base_model"),)
    upstreams = [*parents, Parent(Kind.MODEL, "https://e.org/absent", "base_model")]
    assert sorted(ancestry.net_scores(caller, upstreams)) == [0.2, 0.4]
