import pytest

from cairn.core.artifacts import Artifacts
from cairn.core.drafts import Draft
from cairn.core.reset import Reset
from cairn.errors import RevisionConflictError
from cairn.records import Kind
from cairn.runtime.clock import new_id
from cairn.store.segments import Position
from cairn.store.version_writes import REMOVALS_PER_TRANSACTION


@pytest.fixture
def filled(small_segments, caller):
    for number in range(40):
        Artifacts(small_segments).register(caller, Draft(kind=Kind.CODE, source=f"https://e.org/{number}", name="x"))
    return small_segments


def left(store):
    return [entry.id for _, entry in store.listed(None, Position(), 100)[0]]


def test_everything_registered_before_is_gone(filled, caller):
    assert Reset(filled).run(caller, new_id(), lambda: True) is None
    assert left(filled) == []
    assert filled.named("x", "", 100) == ([], None)


def test_what_is_registered_meanwhile_stays(filled, caller):
    before = new_id()
    late = Artifacts(filled).register(caller, Draft(kind=Kind.CODE, source="https://e.org/late", name="x"))
    assert Reset(filled).run(caller, before, lambda: True) is None
    assert left(filled) == [late.id]


def test_a_reset_that_is_cut_short_goes_on_where_it_is_called_again(filled, caller):
    before, turns = new_id(), iter([True, False])
    assert Reset(filled).run(caller, before, lambda: next(turns)) == REMOVALS_PER_TRANSACTION
    assert len(left(filled)) == 40 - REMOVALS_PER_TRANSACTION
    assert Reset(filled).run(caller, before, lambda: True) is None
    assert left(filled) == []


def test_the_clock_is_asked_on_the_way_through_emptied_segments_too(filled, caller):
    Reset(filled).run(caller, new_id(), lambda: True)
    assert Reset(filled).run(caller, new_id(), lambda: False) == 0


def test_what_somebody_changes_meanwhile_is_met_in_the_next_round(filled, caller, monkeypatch):
    refusals = iter([RevisionConflictError(id="it")])
    remove = type(filled).remove

    def sometimes(store, removals):
        for refusal in refusals:
            raise refusal
        remove(store, removals)

    monkeypatch.setattr(type(filled), "remove", sometimes)
    assert Reset(filled).run(caller, new_id(), lambda: True) is None
    assert left(filled) == []


def test_each_deletion_is_in_the_audit_trail(filled, caller):
    doomed = left(filled)
    Reset(filled).run(caller, new_id(), lambda: True)
    for version_id in doomed:
        entries, _ = filled.audit_trail(version_id, "", 10)
        assert [(entry.action, entry.user) for entry in entries] == [("DELETE", "ada"), ("CREATE", "ada")]
