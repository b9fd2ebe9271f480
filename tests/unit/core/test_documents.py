"""Documents: written, read, found and deleted, and what that costs in calls."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import boto3
import pytest

from cairn import errors
from cairn.core import filters
from cairn.core.answers import ANSWER_BYTES
from cairn.permissions import Grant, Method, ResourceType
from fixtures.documents import (
    AT,
    Shelf,
    card,
    card_body,
    evidence,
    identifiers,
    large,
    regular,
    report,
    scenario,
    suite,
    suite_body,
)

TRANSACTION, READ, QUERY, BATCH, WRITE = "TransactWriteItems", "GetItem", "Query", "BatchGetItem", "PutItem"
EVERYTHING = filters.Everything()


def test_a_model_a_version_and_a_document_are_a_transaction_each_and_read_by_one_batch(shelf, caller):
    shelf.documented.create(caller, AT.model)
    assert shelf.spent() == [TRANSACTION]
    shelf.documented.add_version(caller, AT.model, AT.version)
    assert shelf.spent() == [TRANSACTION]
    written, body = shelf.documents.write(caller, AT, evidence("a"))
    assert shelf.spent() == [TRANSACTION]
    assert (written.identifier, written.revision, written.creator) == ("evidence.a", 1, "ada")
    document, text = shelf.documents.read(caller, AT, "evidence.a")
    assert shelf.spent() == [BATCH]
    assert (document, text) == (written, body)
    assert json.loads(text)["value"] == {"evidence_type": "string", "string": "fine"}
    model, versions = shelf.documented.read(caller, AT.model)
    assert shelf.spent() == [QUERY]
    assert (model.name, [version.name for version in versions]) == ("bert", ["v1"])


def test_a_process_that_has_seen_nothing_needs_no_more_calls_for_its_callers_own_model(made, caller):
    other = Shelf()
    other.documents.write(caller, AT, evidence("a"))
    assert other.spent() == [TRANSACTION]
    another = Shelf()
    another.documents.read(caller, AT, "evidence.a")
    assert another.spent() == [BATCH]


def test_one_who_may_by_a_permission_costs_a_new_process_one_look_more(made, caller):
    permitted = regular("bob", Grant(ResourceType.MODEL, Method.POST, AT.model, "2"))
    other = Shelf()
    other.documents.write(permitted, AT, evidence("a"))
    assert other.spent() == [TRANSACTION, BATCH, TRANSACTION]
    other.documents.write(permitted, AT, evidence("b"))
    assert other.spent() == [TRANSACTION]


def test_what_is_there_is_refused_without_force_and_kept_as_a_revision_with_it(made, caller):
    made.documents.write(caller, AT, evidence("a", "one"))
    with pytest.raises(errors.DocumentTakenError):
        made.documents.write(caller, AT, evidence("a", "two"))
    made.spent()
    second, _ = made.documents.write(caller, AT, evidence("a", "two"), force=True)
    assert made.spent() == [BATCH, BATCH, TRANSACTION]
    assert second.revision == 2
    assert "two" in made.documents.read(caller, AT, "evidence.a")[1]
    made.spent()
    first, text = made.documents.read(caller, AT, "evidence.a", 1)
    assert made.spent() == [BATCH, READ]
    assert (first.revision, "one" in text) == (1, True)
    assert "two" in made.documents.read(caller, AT, "evidence.a", 2)[1]
    with pytest.raises(errors.DocumentMissingError):
        made.documents.read(caller, AT, "evidence.a", 3)
    assert [one.revision for one in made.documents.revisions(caller, AT, "evidence.a", None).items] == [2, 1]


def test_of_many_creations_at_once_one_wins_and_forced_ones_take_turns(made, caller):
    def create(number):
        try:
            return made.documents.write(caller, AT, evidence("a", str(number)))[0].revision
        except errors.DocumentTakenError:
            return 0

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(create, range(8))) == [0] * 7 + [1]
        forced = list(
            pool.map(lambda n: made.documents.write(caller, AT, evidence("a", str(n)), force=True)[0].revision, range(6))
        )
    assert sorted(forced) == [2, 3, 4, 5, 6, 7]
    assert identifiers(made.documents.page(caller, AT, EVERYTHING)) == ["evidence.a"]


@pytest.mark.parametrize("size", [1_000, 20_000, 500_000])
def test_a_body_of_any_size_is_read_as_it_was_written(made, caller, size):
    _, body = made.documents.write(caller, AT, evidence("a", large(size)))
    assert made.documents.read(caller, AT, "evidence.a")[1] == body
    assert [text for _, text in made.documents.page(caller, AT, EVERYTHING).documents] == [body]
    assert made.documents.delete(caller, AT, "evidence.a")[1] == body


def test_what_a_body_costs(made, caller):
    made.documents.write(caller, AT, evidence("small", large(4_000)))
    assert made.spent() == [TRANSACTION]
    made.documents.write(caller, AT, evidence("item", large(20_000)))
    assert made.spent() == [TRANSACTION]
    made.documents.write(caller, AT, evidence("object", large(500_000)))
    assert made.spent() == [BATCH, BATCH, "PutObject", TRANSACTION]
    with pytest.raises(errors.DocumentTakenError):
        made.documents.write(caller, AT, evidence("object", large(600_000)))
    assert made.spent() == [BATCH, BATCH]
    costs = {}
    for name in ("small", "item", "object"):
        made.documents.read(caller, AT, f"evidence.{name}")
        costs[name] = made.spent()
    assert costs == {"small": [BATCH], "item": [BATCH, BATCH], "object": [BATCH, "GetObject"]}


def test_the_copies_in_reports_are_kept_once(made, caller):
    described = card_body(system_requirements=[scenario(f"q-{n}", stimulus=large(400 + n)) for n in range(700)])
    cases = suite_body(*((f"case-{n}-{large(300 + n)}", []) for n in range(100)))
    for number in range(3):
        _, body = made.documents.write(caller, AT, report(described, cases, f"r{number}"))
        assert json.loads(body)["negotiation_card"] == described
        assert json.loads(made.documents.read(caller, AT, f"report.r{number}")[1]) == json.loads(body)
    objects = boto3.client("s3").list_objects_v2(Bucket="cairn-test-bucket")["Contents"]
    assert len(objects) == 1  # the card; suite and results are small enough for the table
    pieces = [
        item for item in boto3.client("dynamodb").scan(TableName="cairn-test")["Items"] if item["pk"]["S"].startswith("DT#")
    ]
    assert len(pieces) == 2
    # The card itself is the same text.
    made.documents.write(caller, AT, replace(card("mine"), body=described))
    assert len(boto3.client("s3").list_objects_v2(Bucket="cairn-test-bucket")["Contents"]) == 1


def test_what_no_answer_could_hold_is_refused(made, caller):
    with pytest.raises(errors.DocumentTooLargeError):
        made.documents.write(caller, AT, evidence("a", "x" * ANSWER_BYTES))
    with pytest.raises(errors.DocumentTooLargeError):  # each quotation mark is escaped twice over
        made.documents.write(caller, AT, evidence("a", '"' * (ANSWER_BYTES // 3)))


def test_lists_are_pages_in_one_order_by_offset_or_by_number(made, caller):
    for number in range(12):
        made.documents.write(caller, AT, evidence(str(number)))
    made.documents.write(caller, AT, card())
    everything = identifiers(made.documents.page(caller, AT, EVERYTHING))
    assert len(everything) == 13
    assert everything[-1] == "card.default"
    assert identifiers(made.documents.page(caller, AT, EVERYTHING, 5, 4)) == everything[5:9]
    assert identifiers(made.documents.page(caller, AT, EVERYTHING, 12, 4)) == everything[12:]
    assert made.documents.page(caller, AT, EVERYTHING, 13, 4).documents == []
    assert made.documents.page(caller, AT, EVERYTHING, 0, 0).documents == []
    found, offset = [], 0
    while offset is not None:
        made.spent()
        page = made.documents.page(caller, AT, EVERYTHING, offset, 5)
        assert made.spent() in ([BATCH, QUERY], [BATCH, QUERY, QUERY])
        found += identifiers(page)
        offset = page.offset
    assert found == everything
    with pytest.raises(errors.CursorInvalidError):
        made.documents.page(caller, AT, EVERYTHING, "bm9uc2Vuc2U", 5)


def test_an_answer_that_would_be_too_large_ends_before_and_goes_on(made, caller):
    for number in range(9):
        made.documents.write(caller, AT, evidence(str(number), large(1_200_000)))
    first = made.documents.page(caller, AT, EVERYTHING)
    assert (len(first.documents), first.offset is not None) == (4, True)
    found, offset = [], 0
    while offset is not None:
        page = made.documents.page(caller, AT, EVERYTHING, offset)
        found += identifiers(page)
        offset = page.offset
    assert sorted(found) == [f"evidence.{number}" for number in range(9)]
    named = filters.Or(tuple(filters.IdentifierIs(f"evidence.{number}") for number in range(9)))
    page = made.documents.page(caller, AT, named)
    assert len(page.documents) == 4
    rest = made.documents.page(caller, AT, named, page.offset)
    assert not set(identifiers(page)) & set(identifiers(rest))


def test_identifiers_and_types_are_found_by_key(made, caller):
    for number in range(3):
        made.documents.write(caller, AT, evidence(str(number)))
    made.documents.write(caller, AT, card(system_requirements=[scenario("q-1")]))
    made.documents.write(caller, AT, suite("s", ("case-1", ["q-1"])))
    made.spent()

    def search(wanted):
        return identifiers(made.documents.page(caller, AT, wanted))

    assert search(filters.IdentifierIs("evidence.1")) == ["evidence.1"]
    assert made.spent() == [BATCH, BATCH]
    assert search(filters.IdentifierIs("nobody")) == []
    assert search(filters.TypeIs("card")) == ["card.default"]
    assert search(filters.TypeIs("nothing")) == []
    assert search(filters.Nothing()) == []
    assert search(filters.And((filters.TypeIs("evidence"), filters.IdentifierIs("card.default")))) == []
    assert sorted(search(filters.Or((filters.TypeIs("card"), filters.TypeIs("suite"))))) == ["card.default", "suite.s"]
    assert search(filters.HasTag("system_requirements", "Q-1")) == ["card.default"]
    assert search(filters.HasTag("test_cases", "case")) == ["suite.s"]
    assert len(search(filters.Contains("evidence_class", "STRING"))) == 3
    assert len(search(filters.Contains("creator", "ad"))) == 5
    with pytest.raises(errors.FilterInvalidError):
        search(filters.Contains("body", "x"))


def test_a_search_that_asks_for_no_bodies_reads_none(made, caller):
    made.documents.write(caller, AT, evidence("object", large(500_000)))
    made.spent()
    made.documents.page(caller, AT, filters.Contains("evidence_class", "nothing like it"))
    assert made.spent() == [BATCH, QUERY, QUERY]


def test_a_suite_names_scenarios_that_a_card_has_and_a_card_numbers_its_own(made, caller):
    _, text = made.documents.write(caller, AT, card(system_requirements=[scenario(), scenario("x-qas_007"), scenario()]))
    assert [one["identifier"] for one in json.loads(text)["system_requirements"]] == [
        "card.default-qas_008", "x-qas_007", "card.default-qas_009",
    ]  # fmt: skip
    made.documents.write(caller, AT, suite("s", ("a", ["x-qas_007", "card.default-qas_008"])))
    with pytest.raises(errors.DocumentInvalidError):
        made.documents.write(caller, AT, suite("t", ("a", ["card.default-qas_001"])))


def test_what_cards_take_from_lists_must_be_in_them(made, caller):
    made.documents.write(caller, AT, card(data=[{"classification": "PII"}], system_requirements=[scenario(quality="Accuracy")]))
    for wrong in ({"data": [{"classification": "public"}]}, {"system_requirements": [scenario(quality="speed")]}):
        with pytest.raises(errors.DocumentInvalidError):
            made.documents.write(caller, AT, card("other", **wrong))
