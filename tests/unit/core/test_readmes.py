"""READMEs that are searched: a query a segment, each model once, gone with their model."""

import pytest

from cairn.core import search as module
from cairn.core.artifacts import Artifacts
from cairn.core.drafts import Draft, Move
from cairn.core.pattern import compiled
from cairn.core.search import Search
from cairn.errors import CursorInvalidError, PatternUnmatchedError
from cairn.records import Assessment, Kind

KINDS = frozenset({Kind.MODEL})


@pytest.fixture
def registry(small_segments, caller):
    """Seventeen models in segments of five: every third says so."""
    artifacts = Artifacts(small_segments)
    for number in range(17):
        text = f"number {number}" + (" fizz" if number % 3 == 0 else "")
        draft = Draft(kind=Kind.MODEL, source=f"https://e.org/{number}", name=f"m{number}")
        artifacts.register(caller, draft, Assessment(readme=text))
    return small_segments


def hits(store, caller, pattern):
    found, offset = [], None
    while True:
        page = Search(store).by_pattern(caller, pattern, compiled(pattern), KINDS, offset)
        found += [entry.name for entry in page.items]
        offset = page.offset
        if offset is None:
            return found


def test_a_model_is_found_by_its_readme_or_its_name_each_once(registry, caller):
    assert hits(registry, caller, "fizz") == ["m0", "m3", "m6", "m9", "m12", "m15"]
    assert hits(registry, caller, "m3|number 3|fizz$")[0] == "m3"
    assert sorted(hits(registry, caller, "^m3$|fizz")) == sorted(["m3", "m0", "m6", "m9", "m12", "m15"])


def test_pages_go_on_from_names_to_readmes(registry, caller, monkeypatch):
    monkeypatch.setattr(module, "PAGE", 2)
    assert sorted(hits(registry, caller, "^m3$|fizz")) == sorted(["m3", "m0", "m6", "m9", "m12", "m15"])


def test_a_search_reads_each_segment_of_readmes_once_and_no_record(registry, caller, calls):
    calls.clear()
    assert hits(registry, caller, "number 16") == ["m16"]
    names, readmes = calls[: calls.index("GetItem")], calls[calls.index("GetItem") + 1 :]
    assert set(names) == set(readmes) == {"Query"}
    assert len(readmes) == 4


def test_a_readme_goes_with_its_model_and_changes_with_its_source(registry, caller):
    [first, second, *_] = [entry for _, entry in registry.listed(None, module.Position(), 100)[0]]
    artifacts = Artifacts(registry)
    artifacts.delete(caller, Kind.MODEL, first.id)
    move = Move(name=second.name, source="https://e.org/moved")
    artifacts.move(caller, Kind.MODEL, second.id, move, Assessment(readme="number 1, fizz now"))
    assert hits(registry, caller, "fizz") == ["m1", "m3", "m6", "m9", "m12", "m15"]
    artifacts.move(caller, Kind.MODEL, second.id, Move(name=second.name, source="https://e.org/again"), Assessment())
    with pytest.raises(PatternUnmatchedError):
        hits(registry, caller, "fizz now")
    artifacts.move(caller, Kind.MODEL, second.id, move, Assessment(readme="fizz again"))
    assert hits(registry, caller, "fizz again") == ["m1"]


def test_a_long_readme_is_searched_as_far_as_it_is_kept(registry, caller):
    long = "x" * 131_000 + " near " + "y" * 10_000 + " far"
    draft = Draft(kind=Kind.MODEL, source="https://e.org/long", name="long")
    Artifacts(registry).register(caller, draft, Assessment(readme=long))
    assert hits(registry, caller, " near ") == ["long"]
    with pytest.raises(PatternUnmatchedError):
        hits(registry, caller, " far$")


def test_an_offset_into_a_part_that_does_not_exist_is_refused(registry, caller):
    offset = module.cursor.encode(module.keys.digest("pattern", "x"), 2, 0, "")
    with pytest.raises(CursorInvalidError):
        Search(registry).by_pattern(caller, "x", compiled("x"), KINDS, offset)
