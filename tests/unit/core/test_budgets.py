"""What each operation may cost in calls of AWS: the same at 1,000 and at 20,000 artifacts.

The calls are those that botocore really makes, on a table as the template describes it.
"""

import boto3
import pytest

from cairn.core import search as search_module
from cairn.core.artifacts import Artifacts
from cairn.core.drafts import Draft, Move
from cairn.core.lineage import Ancestry
from cairn.core.pattern import compiled
from cairn.core.search import Query, Search
from cairn.records import Kind, Parent
from cairn.store import keys
from cairn.store.keys import MARKER, Key
from cairn.store.segments import Position
from cairn.store.table import Table
from cairn.store.versions import VersionStore
from fixtures.aws import create_table
from fixtures.population import populate

pytestmark = pytest.mark.slow

TRANSACTION, READ, QUERY, BATCH, WRITE = "TransactWriteItems", "GetItem", "Query", "BatchGetItem", "PutItem"
NO_README = [READ, QUERY]
"""What a search asks to learn that there are no READMEs."""


@pytest.fixture(scope="module", params=[1_000, 20_000])
def registry(request, cloud):
    """A populated registry, as a function sees it that has served a request before, and the calls it makes."""
    client = boto3.client("dynamodb")
    table = f"cairn-{request.param}"
    create_table(client, table)
    versions = populate(client, table, request.param)
    store = VersionStore(Table(client, table))
    calls: list[str] = []
    client.meta.events.register("before-call.dynamodb", lambda model, **_: calls.append(model.name))
    yield store, versions, calls
    client.delete_table(TableName=table)


@pytest.fixture
def artifacts(registry, caller):
    store, _, calls = registry
    artifacts = Artifacts(store)
    for kind in (Kind.CODE, Kind.DATASET, Kind.MODEL):
        warm = artifacts.register(caller, Draft(kind=kind, source="https://warm.example.org/", name="warm"))
        artifacts.delete(caller, kind, warm.id)
    calls.clear()
    return artifacts


def spent(registry):
    calls = registry[2]
    made, calls[:] = list(calls), []
    return made


def test_create_update_and_delete(registry, artifacts, caller):
    made = artifacts.register(caller, Draft(kind=Kind.CODE, source="https://new.example.org/a", name="new"))
    assert spent(registry) == [TRANSACTION]
    second = artifacts.register(caller, Draft(kind=Kind.CODE, source="https://new.example.org/b", name="new"))
    assert (second.number, spent(registry)) == (2, [TRANSACTION])
    artifacts.move(caller, Kind.CODE, made.id, Move(name="new", source="https://new.example.org/c"))
    assert spent(registry) == [READ, TRANSACTION]
    for version in (made, second):
        artifacts.delete(caller, Kind.CODE, version.id)
        assert spent(registry) == [READ, TRANSACTION]


def test_a_version_of_a_name_that_this_process_does_not_know(registry, artifacts, caller):
    """One refused transaction tells the number, the next one uses it."""
    version = artifacts.register(caller, Draft(kind=Kind.DATASET, source="https://again.example.org/", name="set-0"))
    assert spent(registry) == [TRANSACTION, TRANSACTION]
    artifacts.delete(caller, Kind.DATASET, version.id)


def test_read_one(registry, artifacts, caller):
    last = registry[1][-1]
    assert artifacts.retrieve(caller, last.kind, last.id).name == last.name
    assert spent(registry) == [READ]


def test_an_audit_page(registry, artifacts, caller):
    last = registry[1][-1]
    assert artifacts.audit_trail(caller, last.kind, last.id, None).items
    assert spent(registry) == [QUERY, WRITE]


def test_a_download_is_one_read_and_one_write(registry, artifacts, caller):
    draft = Draft(kind=Kind.CODE, source="https://d.example.org/d", name="d", download_url="https://d.example.org/d.zip")
    made = artifacts.register(caller, draft)
    spent(registry)
    artifacts.fetch(caller, made.kind, made.id)
    assert spent(registry) == [READ, WRITE]
    last = registry[1][-1]
    artifacts.fetch(caller, last.kind, last.id)
    assert spent(registry) == [READ]
    artifacts.delete(caller, made.kind, made.id)


def test_a_rating_is_one_read_and_one_write(registry, artifacts, caller):
    draft = Draft(kind=Kind.MODEL, source="https://d.example.org/m", name="m", rating={"net_score": 0.5})
    made = artifacts.register(caller, draft)
    spent(registry)
    assert artifacts.rating(caller, made.id) == {"net_score": 0.5}
    assert spent(registry) == [READ, WRITE]
    artifacts.delete(caller, made.kind, made.id)


def test_cost(registry, artifacts, caller):
    last = registry[1][-1]
    assert Ancestry(registry[0]).cost(artifacts.retrieve(caller, last.kind, last.id)).total == 1.0
    assert spent(registry) == [READ]


def test_cost_with_dependencies_and_lineage(registry, artifacts, caller):
    grandparents = tuple(Parent(Kind.DATASET, f"https://data.example.org/{3 * number}", "base_model") for number in range(50))
    middle = Draft(kind=Kind.MODEL, source="https://m.example.org/middle", name="middle", parents=grandparents, size_bytes=1)
    root = Draft(
        kind=Kind.MODEL,
        source="https://m.example.org/root",
        name="root",
        parents=(Parent(Kind.MODEL, "https://m.example.org/middle", "base_model"),),
        size_bytes=1,
    )
    registered = [artifacts.register(caller, draft) for draft in (middle, root)]
    spent(registry)
    graph = Ancestry(registry[0]).graph(caller, registered[1])
    assert (len(graph.nodes), len(graph.edges)) == (52, 51)
    assert spent(registry) == [BATCH, BATCH]
    assert len(Ancestry(registry[0]).costs(caller, registered[1])) == 52
    assert spent(registry) == [BATCH, BATCH]
    for version in registered:
        artifacts.delete(caller, Kind.MODEL, version.id)


def emptied(store, kind, last):
    """Whether what was registered to warm the process, and is gone again, opened a segment behind the last."""
    client = boto3.client("dynamodb")  # of its own: these calls are not counted
    marker = Key(keys.list_partition(kind, last + 1), MARKER)
    return "Item" in client.get_item(TableName=store._table.name, Key=marker.attributes)


@pytest.mark.parametrize("kind", [None, Kind.DATASET, Kind.CODE])
def test_a_page_of_a_list_wherever_it_begins(registry, artifacts, kind):
    """One query; one more where a segment ends inside the page, and on the last page, which has to see that nothing follows."""
    store, versions, _ = registry
    listed = [version for version in versions if kind in {None, version.kind}]
    places = [Position(v.segment if kind is None else v.kind_segment, v.id) for v in listed]
    border = next((at for at, place in enumerate(places) if place.segment), 70) - 50
    for begin in (0, 40, border, len(listed) - 101, len(listed) - 30):
        page, go_on = store.listed(kind, places[begin], 100)
        assert [entry.id for _, entry in page] == [version.id for version in listed[begin + 1 : begin + 101]]
        following = places[begin + 101 :]
        assert (go_on is None) == (not following)
        # A page is known to be full, or the last, by the entry behind it: that far the segments are asked.
        seen = following[0].segment if following else places[-1].segment + 1 + emptied(store, kind, places[-1].segment)
        assert spent(registry) == [QUERY] * (1 + seen - places[begin].segment)


def test_the_first_page_of_a_search(registry, artifacts, caller):
    search = Search(registry[0])
    for query in (Query("*", frozenset()), Query("*", frozenset({Kind.CODE}))):
        page = search.listing(caller, [query], None)
        assert (len(page.items), spent(registry)) == (100, [QUERY])
        assert search.listing(caller, [query], page.offset).items[0] not in page.items
        assert spent(registry) == [QUERY]


def test_by_name(registry, artifacts, caller):
    assert [entry.name for entry in Search(registry[0]).by_name(caller, "set-7", frozenset(Kind), None).items] == ["set-7"]
    assert spent(registry) == [QUERY]


def test_by_regular_expression(registry, artifacts, caller, monkeypatch):
    """One query for a segment, and one that sees the end: the text, never the records."""
    monkeypatch.setattr(search_module, "_SECONDS_PER_SEARCH", 600)  # moto's own time on a busy machine is not the question.
    store, versions, _ = registry
    search, segments = Search(store), {version.segment for version in versions}
    assert len(search.by_pattern(caller, "77$", compiled("^set-[0-9]*77$"), frozenset(Kind), None).items) == min(
        100, len(versions) // 100
    )
    assert len(spent(registry)) <= len(segments) + 1 + len(NO_README)
    assert [entry.name for entry in search.by_pattern(caller, "^set-7$", compiled("^set-7$"), frozenset(Kind), None).items] == [
        "set-7"
    ]
    long_ones = sum(sum(version.segment == segment for version in versions) > 6_000 for segment in segments)
    long_ones += emptied(store, None, max(segments))
    assert spent(registry) == [QUERY] * (len(segments) + long_ones + 1) + NO_README


def test_no_partition_holds_the_whole_list(registry):
    versions = registry[1]
    segments = {version.segment for version in versions}
    assert len(segments) >= len(versions) // 6_500
    for segment in segments:
        assert sum(version.segment == segment for version in versions) < 8_000
