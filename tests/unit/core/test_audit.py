"""The entries of a version tell all of it: folded, they give the version."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.core import audit
from cairn.core.artifacts import Artifacts
from cairn.core.drafts import Draft, Move
from cairn.errors import ArtifactMissingError
from cairn.permissions import Caller
from cairn.records import Kind, Parent
from cairn.runtime.clock import new_id

PEOPLE = [
    Caller("ada", is_admin=True, face="trust", request_id="r-1", id="ada"),
    Caller("bob", is_admin=True, face="mlte", request_id="r-2", id="bob"),
]
texts = st.text(st.characters(codec="utf-8"), max_size=20)
parents = st.lists(st.builds(Parent, st.sampled_from(Kind), texts, texts), max_size=2).map(tuple)
values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=2),
)
drafts = st.fixed_dictionaries(
    {
        "size_bytes": st.none() | st.integers(0, 10**15),
        "parents": parents,
        "metadata": st.dictionaries(texts, values, max_size=2),
    }
)
kinds_of_step = st.sampled_from(["move", "fetch", "audit", "rate"])
steps = st.lists(st.tuples(kinds_of_step, st.sampled_from(PEOPLE), st.integers(0, 3), st.booleans()), max_size=6)


def trail(store, version_id):
    return list(reversed(store.audit_trail(version_id, "", 1_000)[0]))


def act(registry, step, version):
    what, who, number, has_url = step
    if what == "move":
        url = f"https://e.org/{version.id}/{number}"
        move = Move(name=version.name, source=url, download_url=url if has_url else None)
        registry.move(who, version.kind, version.id, move)
    elif what == "fetch":
        registry.fetch(who, version.kind, version.id)
    elif what == "audit":
        registry.audit_trail(who, version.kind, version.id, None)
    elif version.rating is not None:
        registry.rating(who, version.id)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draft=drafts, steps=steps, rating=st.none() | st.just({"net_score": 0.25}), ends=st.booleans())
def test_folding_the_entries_of_a_version_gives_the_version(store, draft, steps, rating, ends):
    registry = Artifacts(store)
    draft = Draft(kind=Kind.MODEL, source=f"https://e.org/{new_id()}", name="m", rating=rating, **draft)
    version = registry.register(PEOPLE[0], draft)
    for step in steps:
        act(registry, step, version)
        stored = store.get(version.id)
        assert audit.fold(trail(store, version.id)) == replace(stored, segment=0, kind_segment=0)
    if ends:
        registry.delete(PEOPLE[1], version.kind, version.id)
        assert audit.fold(trail(store, version.id)) is None
    entries = trail(store, version.id)
    changes = [entry for entry in entries if entry.revision_after != entry.revision_before]
    assert [entry.revision_after for entry in changes] == list(range(1, len(changes) + 1))
    assert all(entry.at.endswith("Z") and entry.user in {"ada", "bob"} and entry.request_id and entry.face for entry in entries)


def test_looks_are_entries_that_change_nothing(store):
    registry, (ada, bob) = Artifacts(store), PEOPLE
    draft = Draft(kind=Kind.MODEL, source="https://e.org/a", name="m", download_url="https://e.org/d", rating={"net_score": 1})
    version = registry.register(ada, draft)
    registry.fetch(bob, Kind.MODEL, version.id)
    registry.rating(bob, version.id)
    registry.audit_trail(bob, Kind.MODEL, version.id, None)
    found = [(entry.action, entry.user, entry.face, entry.changes) for entry in trail(store, version.id)][1:]
    assert found == [(action, "bob", "mlte", {}) for action in ("DOWNLOAD", "RATE", "AUDIT")]


def test_who_may_not_see_a_version_may_not_see_its_trail_and_leaves_no_trace(store):
    registry = Artifacts(store)
    version = registry.register(PEOPLE[0], Draft(kind=Kind.CODE, source="https://e.org/a", name="c"))
    eve = Caller("eve", is_admin=False, face="trust", id="eve")
    for look in (registry.fetch, lambda *what: registry.audit_trail(*what, None)):
        with pytest.raises(ArtifactMissingError):
            look(eve, Kind.CODE, version.id)
    assert [entry.user for entry in trail(store, version.id)] == ["ada"]
