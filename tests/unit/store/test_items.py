from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cairn.records import Action, AuditEntry, Kind, Parent, Version
from cairn.store import items

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
metadata = st.dictionaries(st.text(), json_values, max_size=4)
parents = st.builds(Parent, st.sampled_from(Kind), st.text(), st.text())
VERSION = Version(
    id="i",
    kind=Kind.MODEL,
    project="p",
    name="n",
    number=1,
    source=None,
    canonical_source=None,
    created_at="a",
    created_by="b",
    updated_at="c",
    updated_by="d",
)
versions = st.builds(
    replace,
    st.just(VERSION),
    name=st.text(min_size=1),
    kind=st.sampled_from(Kind),
    number=st.integers(0),
    source=st.none() | st.text(min_size=1),
    size_bytes=st.none() | st.integers(0),
    tags=st.lists(st.text(), max_size=3).map(tuple),
    parents=st.lists(parents, max_size=3).map(tuple),
    metadata=metadata,
    rating=st.none() | metadata.filter(bool),
)


@given(versions)
def test_a_version_reads_as_it_was_written(version):
    assert items.to_version(items.version_item(version)) == version


@given(versions)
def test_no_item_has_a_number_that_dynamodb_would_round(version):
    for attribute in items.version_item(version).values():
        ((kind, value),) = attribute.items()
        assert kind in {"S", "N", "BOOL"}
        assert kind != "N" or value.lstrip("-").isdigit()


@given(versions)
def test_the_source_entry_knows_what_lineage_asks(version):
    ancestor = items.to_ancestor(items.source_item(replace(version, source="s"), "s"))
    assert (ancestor.id, ancestor.parents, ancestor.size_bytes) == (version.id, version.parents, version.size_bytes)


@given(st.sampled_from(Action), st.text(), st.booleans(), st.integers(0), metadata)
def test_an_audit_entry_reads_as_it_was_written(action, user, is_admin, revision, changes):
    entry = AuditEntry(
        id="e",
        at="t",
        action=action,
        version_id="v",
        kind=Kind.CODE,
        name="n",
        user=user,
        user_is_admin=is_admin,
        face="trust",
        request_id="",
        revision_before=revision,
        revision_after=revision + 1,
        changes=changes,
    )
    assert items.to_audit_entry(items.audit_item(entry)) == entry
