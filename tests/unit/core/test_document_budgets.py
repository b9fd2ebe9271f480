"""What operations on documents may cost in calls of AWS: the same at 1,000 and at 20,000 in one version."""

import boto3
import pytest

from cairn.core import filters
from cairn.core.document_drafts import made
from cairn.core.documents import first
from cairn.permissions import Caller
from cairn.store import document_items
from cairn.store.documents import key_of
from cairn.store.pieces import cut
from fixtures import emptied
from fixtures.aws import BUCKET, create_table
from fixtures.documents import AT, NAMES, Shelf, card, evidence

pytestmark = pytest.mark.slow

TRANSACTION, QUERY, BATCH = "TransactWriteItems", "Query", "BatchGetItem"
EVERYTHING = filters.Everything()


@pytest.fixture(scope="module")
def owner():
    return Caller("ada", is_admin=True, face="test", id="ada")


@pytest.fixture(scope="module", params=[1_000, 20_000])
def filled(request, account):
    """A version that has so many documents, and the calls of who works with it."""
    client = boto3.client("dynamodb")
    table = f"cairn-documents-{request.param}"
    create_table(client, table)
    shelf = Shelf(table=table)
    caller = request.getfixturevalue("owner")
    shelf.documented.create(caller, AT.model)
    shelf.documented.add_version(caller, AT.model, AT.version)
    ground, _ = shelf.store.documented.look(AT.model, AT.version)
    for number in range(request.param):
        draft = made(evidence(f"case-{number}", "x" * 300), NAMES.__getitem__)
        document = first(caller, draft, cut(draft.body, ()))
        key = key_of(ground, document.type, document.identifier)
        client.put_item(TableName=table, Item=document_items.document_item(key, document))
    shelf.documents.write(caller, AT, card())
    shelf.spent()
    yield shelf, caller, request.param
    client.delete_table(TableName=table)
    emptied.bucket(BUCKET)


def test_writing_reading_and_deleting(filled):
    shelf, caller, number = filled
    shelf.documents.write(caller, AT, evidence("new"))
    assert shelf.spent() == [TRANSACTION]
    shelf.documents.read(caller, AT, f"evidence.case-{number - 1}")
    assert shelf.spent() == [BATCH]
    shelf.documents.write(caller, AT, evidence("new"), force=True)
    assert shelf.spent() == [BATCH, BATCH, TRANSACTION]
    shelf.documents.delete(caller, AT, "evidence.new")
    assert shelf.spent() == [BATCH, TRANSACTION]


def test_pages_cost_what_they_hold(filled):
    shelf, caller, _ = filled
    first_page = shelf.documents.page(caller, AT, EVERYTHING, 0, 100)
    assert (len(first_page.documents), shelf.spent()) == (100, [BATCH, QUERY])
    second = shelf.documents.page(caller, AT, EVERYTHING, first_page.offset, 100)
    assert (len(second.documents), shelf.spent()) == (100, [BATCH, QUERY])
    assert not {one.id for one, _ in first_page.documents} & {one.id for one, _ in second.documents}


def test_searches_by_key(filled):
    shelf, caller, number = filled
    found = shelf.documents.page(caller, AT, filters.IdentifierIs(f"evidence.case-{number - 1}"))
    assert (len(found.documents), shelf.spent()) == (1, [BATCH, BATCH])
    found = shelf.documents.page(caller, AT, filters.TypeIs("card"))
    assert (len(found.documents), shelf.spent()) == (1, [BATCH, QUERY])


def test_what_no_key_finds_is_read_by_the_megabyte_and_no_bodies_are(filled):
    shelf, caller, number = filled
    found = shelf.documents.page(caller, AT, filters.Contains("evidence_class", "nothing like it"))
    calls = shelf.spent()
    assert (found.documents, found.offset) == ([], None)
    assert set(calls) == {BATCH, QUERY}
    assert len(calls) <= 4 + number // 900


def test_everything_can_be_had_page_by_page(filled):
    shelf, caller, number = filled
    found: set[str] = set()
    offset, pages = 0, 0
    while offset is not None:
        page = shelf.documents.page(caller, AT, filters.TypeIs("evidence"), offset)
        found |= {document.id for document, _ in page.documents}
        offset, pages = page.offset, pages + 1
    assert len(found) == number
    assert pages <= 1 + number // 5_000
    shelf.spent()
