"""Custom lists and catalogs: what a change writes, what a call costs, and who takes turns."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import boto3
import pytest

from cairn.accounts import AccessEntry
from cairn.catalogs import CatalogEntry, ListEntry
from cairn.core.catalogs import Catalogs
from cairn.core.custom_lists import LISTS, CustomLists
from cairn.core.filters import IdentifierIs
from cairn.errors import ListEntryMissingError, RevisionConflictError
from cairn.permissions import Caller
from cairn.store import accounts, keys
from cairn.store.catalogs import CatalogStore
from cairn.store.custom_lists import CustomListStore
from cairn.store.table import Table

ADA = Caller("ada", is_admin=True, face="mlte", request_id="r-1")
WORD = ListEntry("word", "made up")
ENTRY = CatalogEntry(catalog="local", identifier="one", code="print()", tags=("LLM",))


class Kept:
    """The words of a table, and the calls that they cost."""

    def __init__(self, name: str) -> None:
        client = boto3.client("dynamodb")
        self.calls: list[str] = []
        client.meta.events.register("before-call.dynamodb", lambda model, **_: self.calls.append(model.name))
        self.table = Table(client, name)
        self.lists = CustomLists(CustomListStore(self.table))
        self.catalogs = Catalogs(CatalogStore(self.table), self.lists)

    def cost(self) -> list[str]:
        """The calls since it was asked last."""
        made, self.calls[:] = list(self.calls), []
        return made

    def trail(self, subject: str, name: str) -> list[AccessEntry]:
        items, _ = self.table.query(keys.access_audit_partition(subject, name), limit=100)
        return [accounts.to_entry(item) for item in items]


@pytest.fixture
def kept(table):
    return Kept(table)


def test_each_change_of_a_list_is_told_in_the_same_transaction(kept):
    kept.lists.create(ADA, "tags", WORD)
    kept.lists.update(ADA, "tags", ListEntry("word", "changed"))
    kept.lists.delete(ADA, "tags", "word")
    assert kept.cost() == ["BatchGetItem", "TransactWriteItems"] * 3
    told = kept.trail("custom_list", "tags")
    assert [(one.action.value, one.revision_before, one.revision_after) for one in told] == [
        ("CREATE", 0, 1), ("UPDATE", 1, 2), ("DELETE", 2, 3),
    ]  # fmt: skip
    assert {(one.user, one.face, one.request_id) for one in told} == {("ada", "mlte", "r-1")}
    changed = {"name": "word", "description": "changed", "parent": None}
    assert [one.changes["entries"]["word"] for one in told[1:]] == [changed, None]


def test_what_goes_along_with_an_entry_is_told_of_its_own_list(kept):
    kept.lists.delete(ADA, "qa_categories", "Consistency")
    [told] = kept.trail("custom_list", "quality_attributes")
    assert told.changes["entries"] == {"Reproducibility": None, "Repeatability": None}
    assert len(kept.trail("custom_list", "qa_categories")) == 1


def test_a_parent_that_goes_meanwhile_leaves_no_orphan(kept, monkeypatch):
    read = kept.lists._store.read

    def meanwhile(names):
        seen = read(names)
        monkeypatch.setattr(kept.lists._store, "read", read)
        kept.lists.delete(ADA, "qa_categories", "Confidence")
        return seen

    monkeypatch.setattr(kept.lists._store, "read", meanwhile)
    with pytest.raises(ListEntryMissingError):
        kept.lists.create(ADA, "quality_attributes", ListEntry("orphan", "", "Confidence"))
    assert "orphan" not in kept.lists.names("quality_attributes")


def test_who_never_gets_a_turn_is_told_so(kept, monkeypatch):
    monkeypatch.setattr(kept.lists._store, "write", lambda *_: False)
    with pytest.raises(RevisionConflictError):
        kept.lists.create(ADA, "tags", WORD)


def test_no_word_is_lost_where_several_are_added_at_once(kept, table):
    together = Barrier(4)

    def add(number: int) -> None:
        together.wait()
        Kept(table).lists.create(ADA, "tags", ListEntry(f"word-{number}", ""))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(4)))
    assert {f"word-{number}" for number in range(4)} <= kept.lists.names("tags")


def test_the_words_of_several_lists_cost_one_read_and_no_writes(kept):
    found = kept.lists.names_of(LISTS)
    assert sum(map(len, found.values())) == 70
    assert kept.cost() == ["BatchGetItem"]
    assert kept.lists.names("classification") == {"PII", "PHI", "CUI", "Classified", "Unclassified"}


def test_each_change_of_a_catalog_is_told_in_the_same_transaction(kept):
    kept.catalogs.create(ADA, ENTRY)
    kept.catalogs.update(ADA, CatalogEntry(catalog="local", identifier="one", code="pass"))
    kept.catalogs.delete(ADA, "local", "one")
    # Reading is needed: of the words that may be used, and of what is changed.
    assert kept.cost() == ["BatchGetItem", "TransactWriteItems"] * 3
    told = kept.trail("catalog_entry", "local/one")
    assert [one.action.value for one in told] == ["CREATE", "UPDATE", "DELETE"]
    assert told[0].changes["tags"] == ["LLM"]
    assert told[1].changes == {"code": "pass", "tags": []}


@pytest.mark.parametrize("size", [3, 300])
def test_reading_one_by_its_identifier_costs_one_read_at_any_size(kept, size):
    for number in range(size):
        kept.table.put(entry_item(number))
    kept.cost()
    assert kept.catalogs.retrieve(ADA, "local", "entry-1").code == "1"
    assert kept.cost() == ["BatchGetItem"]
    assert [one.code for one in kept.catalogs.search(ADA, IdentifierIs("entry-2"), None).items] == ["2"]
    assert kept.cost() == ["BatchGetItem"]
    assert len(kept.catalogs.listing(ADA, "local", None).items) == size
    assert kept.cost() == ["Query"]


def entry_item(number: int) -> dict[str, dict[str, str]]:
    """An entry as the table has it."""
    identifier = f"entry-{number}"
    told = {"catalog": "local", "identifier": identifier, "code": str(number), "created_at": "2026-01-01T00:00:00.000Z"}
    key = keys.catalog_entry("local", identifier)
    return {**key.attributes, **{name: {"S": value} for name, value in told.items()}, "revision": {"N": "1"}}
