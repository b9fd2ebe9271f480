"""Documents: written, read, found and deleted, and what that costs in calls."""

import json
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import boto3
import pytest

from cairn import errors
from cairn.core import filters
from cairn.core.artifacts import Artifacts
from cairn.core.document_pages import ANSWER_BYTES
from cairn.core.document_sweeping import DocumentSweeping
from cairn.core.documents import At
from cairn.core.drafts import Draft
from cairn.permissions import Caller, Grant, Method, ResourceType
from cairn.records import Action, Kind
from cairn.store.segments import Heads
from fixtures.documents import AT, Shelf, card, card_body, evidence, report, scenario, suite, suite_body

TRANSACTION, READ, QUERY, BATCH, WRITE = "TransactWriteItems", "GetItem", "Query", "BatchGetItem", "PutItem"
EVERYTHING = filters.Everything()


@pytest.fixture
def shelf(deployment):
    return Shelf()


@pytest.fixture
def made(shelf, caller):
    shelf.documented.create(caller, AT.model)
    shelf.documented.add_version(caller, AT.model, AT.version)
    shelf.spent()
    return shelf


def large(size: int) -> str:
    """A text that does not get much smaller by being compressed."""
    return random.Random(size).randbytes(size // 2).hex()  # noqa: S311 - no secret


def identifiers(found):
    return [document.identifier for document, _ in found.documents]


def regular(name: str, *grants: Grant) -> Caller:
    return Caller(name, is_admin=False, face="test", id=f"id-{name}", grants=(Grant(ResourceType.MODEL, Method.POST), *grants))


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
    assert made.spent() == [BATCH, "PutObject", TRANSACTION]
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


def test_what_a_document_is_about_must_be_there_unless_parents_are_wanted(shelf, caller):
    with pytest.raises(errors.ModelMissingError):
        shelf.documents.write(caller, AT, evidence("a"))
    shelf.documented.create(caller, AT.model)
    for ask in (
        lambda: shelf.documents.write(caller, AT, evidence("a")),
        lambda: shelf.documents.page(caller, AT, EVERYTHING),
        lambda: shelf.documents.read(caller, AT, "card.default"),
    ):
        with pytest.raises(errors.ModelVersionMissingError):
            ask()
    shelf.documents.write(caller, AT, evidence("a"), parents=True)
    shelf.documents.write(caller, At("other", "v1"), evidence("a"), parents=True)
    assert [one.name for one in shelf.documented.read(caller, "other")[1]] == ["v1"]


def test_cards_and_suites_are_the_models_the_rest_the_versions(made, caller):
    made.documented.add_version(caller, AT.model, "v2")
    second = At(AT.model, "v2")
    for draft in (card(), evidence("a")):
        made.documents.write(caller, AT, draft)
    assert identifiers(made.documents.page(caller, second, EVERYTHING)) == ["card.default"]
    assert made.documents.read(caller, second, "card.default")
    with pytest.raises(errors.DocumentMissingError):
        made.documents.read(caller, second, "evidence.a")
    with pytest.raises(errors.DocumentTakenError):
        made.documents.write(caller, second, card())


@pytest.mark.parametrize(
    "other", [AT, At("a/b", "v/1"), At("a---b", "v1"), At("...", "-"), At("version", "api"), At("数", "🦆")]
)
def test_nothing_of_a_deleted_model_comes_back_even_before_it_is_swept(shelf, caller, other):
    for _ in range(3):
        for draft in (card(), evidence("a"), evidence("b", large(500_000))):
            shelf.documents.write(caller, other, draft, parents=True)
        shelf.documents.write(caller, other, evidence("a", "two"), force=True)
        model, versions = shelf.documented.delete(caller, other.model)
        assert (model.name, [one.name for one in versions]) == (other.model, [other.version])
        with pytest.raises(errors.ModelMissingError):
            shelf.documents.read(caller, other, "evidence.a")
        shelf.documented.create(caller, other.model)
        with pytest.raises(errors.ModelVersionMissingError):
            shelf.documents.read(caller, other, "card.default")
        shelf.documented.add_version(caller, other.model, other.version)
        assert shelf.documents.page(caller, other, EVERYTHING).documents == []
        assert Shelf().documents.page(caller, other, EVERYTHING).documents == []
        with pytest.raises(errors.DocumentMissingError):
            Shelf().documents.read(caller, other, "evidence.a")
        entries = shelf.documented.trail(caller, other.model, None).items
        assert [entry.action for entry in entries] == [Action.CREATE, Action.CREATE]


def test_what_is_left_of_deletions_is_swept_and_nothing_else(shelf, caller):
    for model in ("bert", "other"):
        at = At(model, "v1")
        for draft in (card(), evidence("a"), evidence("b", large(500_000)), evidence("c", large(20_000))):
            shelf.documents.write(caller, at, draft, parents=True)
        shelf.documents.write(caller, at, evidence("a", "two"), force=True)
    sweeping = DocumentSweeping(shelf.store)
    shelf.documents.delete(caller, AT, "evidence.a")
    shelf.documented.delete_version(caller, "bert", "v1")
    shelf.documented.add_version(caller, "bert", "v1")
    shelf.documents.write(caller, AT, evidence("new"))
    for job in shelf.jobs:
        assert sweeping.sweep(job, lambda: True)
    assert sorted(identifiers(shelf.documents.page(caller, AT, EVERYTHING))) == ["card.default", "evidence.new"]
    shelf.documented.delete(caller, "bert")
    [*_, job] = shelf.jobs
    assert not sweeping.sweep(job, lambda: False)
    assert sweeping.sweep(job, lambda: True)
    assert sweeping.sweep(job, lambda: True)
    left = [item["pk"]["S"].partition("#")[0] for item in boto3.client("dynamodb").scan(TableName="cairn-test")["Items"]]
    assert (left.count("DO"), left.count("DR"), left.count("DT")) == (4, 1, 2 - 1)
    assert len(boto3.client("s3").list_objects_v2(Bucket="cairn-test-bucket")["Contents"]) == 1
    assert len(shelf.documents.page(caller, At("other", "v1"), EVERYTHING).documents) == 4


def test_a_job_that_comes_before_its_deletion_sweeps_nothing(made, caller):
    made.documents.write(caller, AT, evidence("a"))
    made.documents.write(caller, AT, evidence("a", "two"), force=True)
    sweeping, document = DocumentSweeping(made.store), made.documents.read(caller, AT, "evidence.a")[0]
    key = {"pk": "DO#x", "sk": "x"}
    made.documents.delete(caller, AT, "evidence.a")
    told = next(job for job in made.jobs if "document" in job)
    made.documents.write(caller, AT, evidence("a"))
    assert sweeping.sweep(told | key, lambda: True)
    assert document.id == told["document"]
    for job in (
        {"model": "bert", "generation": 1},
        {"model": "bert", "generation": 1, "version": "v1", "version_generation": 1},
    ):
        assert sweeping.sweep(job, lambda: True)
    assert made.documents.read(caller, AT, "evidence.a")


def test_who_may_not_is_told_the_same_whether_there_is_a_model_or_not(made, caller):
    stranger = regular("eve")
    for at in (AT, At("none", "v1")):
        for ask in (
            lambda at=at: made.documents.write(stranger, at, evidence("a")),
            lambda at=at: made.documents.write(stranger, at, evidence("a"), force=True),
            lambda at=at: made.documents.read(stranger, at, "evidence.a"),
            lambda at=at: made.documents.page(stranger, at, EVERYTHING),
            lambda at=at: made.documents.delete(stranger, at, "evidence.a"),
            lambda at=at: made.documented.read(stranger, at.model),
            lambda at=at: made.documented.delete(stranger, at.model),
            lambda at=at: made.documented.add_version(stranger, at.model, "v2"),
            lambda at=at: made.documented.trail(stranger, at.model, None),
        ):
            with pytest.raises(errors.PermissionMissingError):
                ask()


def test_who_makes_a_model_owns_its_name_until_it_is_gone(shelf, store, caller):

    ada, eve = regular("ada"), regular("eve")
    registry = Artifacts(store)
    draft = Draft(kind=Kind.MODEL, source="https://models.example.org/a", name="bert")
    shelf.documented.create(ada, "bert")
    with pytest.raises(errors.FamilyClosedError):
        registry.register(eve, draft)
    with pytest.raises(errors.ModelTakenError):
        shelf.documented.create(eve, "bert")
    version = registry.register(ada, draft)
    assert (version.number, version.owner) == (1, "id-ada")
    shelf.documented.delete(ada, "bert")
    with pytest.raises(errors.FamilyClosedError):  # the version is still there
        shelf.documented.create(eve, "bert")
    registry.delete(ada, Kind.MODEL, version.id)
    made = shelf.documented.create(eve, "bert")
    assert (made.owner, made.generation, made.since > "2") == ("id-eve", 2, True)
    old = Grant(ResourceType.MODEL, Method.ANY, "bert", "2020-01-01T00:00:00.000Z")
    with pytest.raises(errors.PermissionMissingError):  # it was meant for what had the name before
        shelf.documented.read(regular("bob", old), "bert")
    shelf.documented.delete(eve, "bert")
    assert registry.register(ada, draft).number == 2


def test_a_name_that_only_documents_had_is_free_when_they_are_gone(shelf, store, caller):

    ada, eve = regular("ada"), regular("eve")
    for who in (ada, eve, ada):
        shelf.documented.create(who, "bert")
        shelf.documented.delete(who, "bert")
    version = Artifacts(store).register(eve, Draft(kind=Kind.MODEL, source="https://models.example.org/a", name="bert"))
    assert (version.number, version.owner) == (1, "id-eve")


def test_the_list_of_models_is_whole_whatever_its_segments(deployment, caller):
    shelf = Shelf(Heads(cap=5, sample_every=1))
    for number in range(23):
        shelf.documented.create(caller, f"model-{number}")
    shelf.documented.delete(caller, "model-7")
    assert shelf.documented.names(caller) == [f"model-{number}" for number in range(23) if number != 7]
    eve = regular("eve")
    shelf.documented.create(eve, "own")
    with pytest.raises(errors.PermissionMissingError):
        shelf.documented.names(eve)
    assert shelf.documented.names_seen(eve) == ["own"]


def test_the_trail_tells_each_change_with_its_digest(made, caller):
    written, _ = made.documents.write(caller, AT, evidence("a"))
    made.documents.write(caller, AT, evidence("a", "two"), force=True)
    made.documents.delete(caller, AT, "evidence.a")
    made.documented.delete_version(caller, AT.model, AT.version)
    entries = made.documented.trail(caller, AT.model, None).items
    told = [
        (entry.action.value, entry.version, entry.identifier, entry.revision_before, entry.revision_after) for entry in entries
    ]
    assert told == [
        ("DELETE", "v1", "", 1, 2),
        ("DELETE", "v1", "evidence.a", 2, 3),
        ("UPDATE", "v1", "evidence.a", 1, 2),
        ("CREATE", "v1", "evidence.a", 0, 1),
        ("CREATE", "v1", "", 0, 1),
        ("CREATE", "", "", 0, 1),
    ]
    assert entries[3].changes["sha256"] == written.sha256
    assert made.documented.trail(caller, AT.model, None).items[0].action is Action.AUDIT
