"""What documents are about: models and versions, who may do what to them, and what becomes of them when they go."""

import boto3
import pytest

from cairn import errors
from cairn.core import filters
from cairn.core.artifacts import Artifacts
from cairn.core.document_sweeping import DocumentSweeping
from cairn.core.documents import At
from cairn.core.drafts import Draft
from cairn.permissions import Grant, Method, ResourceType
from cairn.records import Action, Kind
from cairn.store.segments import Heads
from fixtures.documents import AT, Shelf, card, evidence, identifiers, large, regular

TRANSACTION, READ, QUERY, BATCH, WRITE = "TransactWriteItems", "GetItem", "Query", "BatchGetItem", "PutItem"
EVERYTHING = filters.Everything()


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
