import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.core import search as module
from cairn.core.artifacts import Artifacts
from cairn.core.drafts import Draft
from cairn.core.pattern import compiled
from cairn.core.search import Query, Search
from cairn.errors import NameMissingError, PatternUnmatchedError
from cairn.records import Kind

names = st.sampled_from(["a", "b", "c"])
kinds = st.sampled_from([Kind.MODEL, Kind.DATASET, Kind.CODE])
queries = st.lists(st.builds(Query, st.sampled_from(["*", "a", "b", "z"]), st.frozensets(kinds)), min_size=1, max_size=4)


def test_kinds_that_a_face_does_not_know_are_left_out(store, caller):
    registry, search, known = Artifacts(store), Search(store), frozenset({Kind.CODE})
    registry.register(caller, Draft(kind=Kind.ARTIFACT, source="https://e.org/a", name="n"))
    with pytest.raises(NameMissingError):
        search.by_name(caller, "n", known, None)
    with pytest.raises(PatternUnmatchedError):
        search.by_pattern(caller, "n", compiled("n"), known, None)
    code = registry.register(caller, Draft(kind=Kind.CODE, source="https://e.org/a", name="n"))
    assert [entry.id for entry in search.by_name(caller, "n", known, None).items] == [code.id]
    assert [entry.id for entry in search.by_pattern(caller, "n", compiled("n"), known, None).items] == [code.id]


def test_a_search_that_takes_too_long_ends_with_an_offset(store, caller, monkeypatch):
    monkeypatch.setattr(module, "_SECONDS_PER_SEARCH", -1)
    for number in range(3):
        Artifacts(store).register(caller, Draft(kind=Kind.CODE, source=f"https://e.org/{number}", name="n"))
    page = Search(store).by_pattern(caller, "n", compiled("n"), frozenset(Kind), None)
    assert (page.items, page.offset is not None) == ([], True)
    monkeypatch.undo()
    assert len(Search(store).by_pattern(caller, "n", compiled("n"), frozenset(Kind), page.offset).items) == 3


def followed(search, caller, wanted):
    found, offset = [], None
    while True:
        page = search.listing(caller, wanted, offset)
        found += page.items
        offset = page.offset
        if offset is None:
            return found


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=queries, page=st.integers(1, 5))
def test_pages_are_the_union_of_the_queries_each_version_once(small_segments, caller, monkeypatch, wanted, page):
    monkeypatch.setattr(module, "PAGE", page)
    registry = Artifacts(small_segments)
    if not small_segments.listed(None, module.Position(), 1)[0]:
        for number in range(17):
            kind = list(Kind)[number % 3]
            registry.register(caller, Draft(kind=kind, source=f"https://e.org/{number}", name="abc"[number % 7 % 3]))
    everything = [entry for _, entry in small_segments.listed(None, module.Position(), 100)[0]]
    found = followed(Search(small_segments), caller, wanted)
    assert len(found) == len({entry.id for entry in found})
    expected = {entry.id for entry in everything if any(query.matches(entry) for query in wanted)}
    assert {entry.id for entry in found} == expected
