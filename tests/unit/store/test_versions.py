"""The transactions, on a table as the template describes it."""

from dataclasses import replace

import pytest

from cairn.core import audit
from cairn.errors import FamilyClosedError, RecordTooLargeError, RevisionConflictError
from cairn.records import Action, Kind, Version
from cairn.runtime.clock import new_id
from cairn.store.segments import Heads, Position
from cairn.store.table import Table
from cairn.store.version_writes import SourceHeldError
from cairn.store.versions import VersionStore
from fixtures.aws import TABLE


def draft(name="n", kind=Kind.DATASET, source=None, **more):
    return Version(
        id=new_id(),
        kind=kind,
        project="default",
        name=name,
        number=0,
        source=source,
        canonical_source=source,
        created_at="t",
        created_by="ada",
        updated_at="t",
        updated_by="ada",
        **more,
    )


def added(store, caller, **wanted):
    may_join = wanted.pop("may_join", lambda _family: True)
    return store.add(draft(**wanted), lambda placed: audit.entry(caller, Action.CREATE, placed, before=None), may_join)


def removed(store, caller, version):
    store.remove([(version, audit.removal(caller, version))])


def everything(client):
    return sorted(client.scan(TableName=TABLE)["Items"], key=lambda item: (item["pk"]["S"], item["sk"]["S"]))


def test_a_version_is_written_with_all_its_entries_or_not_at_all(client, store, caller):
    added(store, caller, source="https://e.org/a")
    before = everything(client)
    assert sorted(item["pk"]["S"][0] for item in before) == list("ACHHHLNQTUVZ")
    with pytest.raises(SourceHeldError):
        added(store, caller, source="https://e.org/a", name="other")
    assert everything(client) == before


def test_numbers_count_within_project_kind_and_name(store, caller):
    assert [added(store, caller).number for _ in range(3)] == [1, 2, 3]
    assert added(store, caller, name="other").number == 1
    assert added(store, caller, kind=Kind.CODE).number == 1


def test_a_process_that_guesses_the_number_wrong_is_put_right(client, store, caller):
    others = [VersionStore(Table(client, TABLE)) for _ in range(3)]
    assert [added(one, caller).number for one in [store, *others, store]] == [1, 2, 3, 4, 5]


def test_a_number_is_not_given_out_again(store, caller):
    last = added(store, caller)
    removed(store, caller, last)
    assert added(store, caller).number == last.number + 1


def test_the_versions_of_a_name_are_one_family_until_the_last_is_deleted(client, store, caller):
    first, second = added(store, caller, owner="u1"), added(store, caller, owner="u2")
    assert (second.family_id, second.owner, second.since) == (first.family_id, "u1", "")
    removed(store, caller, first)
    third = added(store, caller, owner="u3")
    assert (third.family_id, third.owner) == (first.family_id, "u1")
    for version in (second, third):
        removed(store, caller, version)
    fourth = added(VersionStore(Table(client, TABLE)), caller, owner="u4")
    assert fourth.family_id != first.family_id
    assert (fourth.number, fourth.owner) == (4, "u4")
    assert fourth.since > ""


def test_a_family_can_be_closed_to_a_caller_and_what_a_process_remembers_of_it_is_asked_for_again(client, store, caller):
    mine = added(store, caller, owner="u1")
    for process in (store, VersionStore(Table(client, TABLE))):
        with pytest.raises(FamilyClosedError, match="name n belongs"):
            added(process, caller, owner="u2", may_join=lambda family: family.owner == "u2")
    removed(VersionStore(Table(client, TABLE)), caller, mine)
    theirs = added(store, caller, owner="u2", may_join=lambda family: family.owner == "u2")
    assert (theirs.owner, theirs.number) == ("u2", 2)


def test_deleting_several_versions_of_a_family_at_once_counts_them_all(store, caller):
    versions = [added(store, caller, owner="u1") for _ in range(3)]
    store.remove([(version, audit.removal(caller, version)) for version in versions])
    assert added(store, caller, owner="u2").owner == "u2"


def test_a_refused_creation_leaves_no_gap_in_the_numbers(store, caller):
    added(store, caller, source="https://e.org/a")
    with pytest.raises(SourceHeldError):
        added(store, caller, source="https://e.org/a")
    assert added(store, caller, source="https://e.org/b").number == 2


def test_a_change_of_an_old_revision_is_refused_and_changes_nothing(client, store, caller):
    old = added(store, caller, source="https://e.org/a")
    new = replace(old, revision=2, source="https://e.org/b", canonical_source="https://e.org/b")
    store.replace(old, new, audit.entry(caller, Action.UPDATE, new, before=old))
    before = everything(client)
    for change in (
        lambda: store.replace(old, new, audit.entry(caller, Action.UPDATE, new, before=old)),
        lambda: removed(store, caller, old),
    ):
        with pytest.raises(RevisionConflictError):
            change()
    assert everything(client) == before


def test_a_deleted_version_leaves_its_counter_and_its_audit_trail(client, store, caller):
    version = added(store, caller, source="https://e.org/a")
    removed(store, caller, version)
    left = [item["pk"]["S"][:2] for item in everything(client)]
    # What is known of the family goes a moment later: see `cairn.core.remains`.
    assert sorted(left) == ["A#", "A#", "C#", "H#", "H#", "H#", "Q#", "Z#"]


def test_a_record_over_the_limit_is_refused_with_a_sentence(store, caller):
    with pytest.raises(RecordTooLargeError, match="409600 bytes"):
        added(store, caller, metadata={"text": "x" * 500_000})


def test_lists_go_on_over_their_segments_in_the_order_of_registration(small_segments, caller):
    ids = [added(small_segments, caller, name=f"n{number}").id for number in range(23)]
    found, position = [], Position()
    while position is not None:
        page, position = small_segments.listed(None, position, 4)
        assert len(page) == 4 or position is None
        found += [entry.id for _, entry in page]
    assert found == ids
    places, _ = small_segments.listed(Kind.DATASET, Position(), 100)
    assert [entry.id for _, entry in places] == ids
    assert {place.segment for place, _ in places} == {0, 1, 2, 3, 4}


def test_a_process_that_believes_in_a_full_segment_is_put_right(client, caller):
    stores = [VersionStore(Table(client, TABLE), Heads(cap=5, sample_every=1)) for _ in range(3)]
    ids = [added(stores[number % 3], caller, name=f"n{number}").id for number in range(30)]
    page, position = stores[0].listed(None, Position(), 100)
    assert [entry.id for _, entry in page] == ids
    assert position is None


def test_only_every_so_many_th_creation_touches_the_head(client, store, caller, calls):
    written = []
    client.meta.events.register(
        "provide-client-params.dynamodb.TransactWriteItems", lambda params, **_: written.append(len(params["TransactItems"]))
    )
    for number in range(200):
        added(store, caller, name=f"n{number}")
    # Record, counter, audit, five entries (two of them of the family), and for the first of a process three heads.
    assert written[0] == 11
    assert written[1:].count(8) > 150


def test_segments_that_were_emptied_are_passed_over(small_segments, caller):
    versions = [added(small_segments, caller, name=f"n{number}") for number in range(22)]
    for version in versions[:18]:
        removed(small_segments, caller, version)
    page, position = small_segments.listed(None, Position(), 10)
    assert [entry.id for _, entry in page] == [version.id for version in versions[18:]]
    assert position is None


def test_a_page_ends_short_rather_than_ask_too_often(small_segments, caller, calls):
    versions = [added(small_segments, caller, name=f"n{number}") for number in range(75)]
    for version in versions[:70]:
        removed(small_segments, caller, version)
    calls.clear()
    page, position = small_segments.listed(None, Position(), 10)
    assert page == []
    assert calls == ["Query"] * 10
    found, _ = small_segments.listed(None, position, 10)
    assert len(found) == 5
