"""Families, found by their names."""

from cairn.core.artifacts import Artifacts
from cairn.core.drafts import Draft
from cairn.core.families import Cut, Families, Wanted
from cairn.records import DEFAULT_PROJECT, Kind
from cairn.store.families import FamilyStore
from cairn.store.table import Table
from cairn.store.versions import VersionStore
from fixtures.aws import TABLE


def test_a_family_that_is_found_by_its_name_tells_what_it_tells_in_a_list(client, caller):
    versions = VersionStore(Table(client, TABLE))
    registry, families = Artifacts(versions), Families(versions, FamilyStore(Table(client, TABLE)))
    first, latest = (registry.register(caller, Draft(kind=Kind.CODE, source=f"https://e.org/{n}", name="n")) for n in (1, 2))
    for name in (None, "n"):
        [known], total = families.listing(caller, Wanted(kinds=[Kind.CODE], projects=[DEFAULT_PROJECT], name=name), Cut(0, 10))
        assert (known.entry.created_at, known.entry.created_by) == (first.created_at, caller.name)
        assert (known.latest, total) == (latest, 1)
