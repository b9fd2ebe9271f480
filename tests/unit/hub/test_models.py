"""Ingesting, against the hub of the tests: what is left behind when it is refused, deferred, or dies at any step."""

import json

import boto3
import pytest

from cairn.composition import ingestion_queue
from cairn.core.artifacts import Artifacts
from cairn.core.bundles import Sweeping, sweep_job
from cairn.core.drafts import Draft, Move
from cairn.core.lineage import Ancestry
from cairn.errors import ArtifactMissingError, ReviewednessTooLowError, SourceTakenError, UpstreamFailedError
from cairn.ingestion import models as module
from cairn.ingestion.fetching import DeadlineError, Transport
from cairn.ingestion.forge import Forge
from cairn.ingestion.gathering import Gathering
from cairn.ingestion.hub import Hub
from cairn.ingestion.jobs import Jobs, heard
from cairn.ingestion.models import Models, Rules, told
from cairn.permissions import Grant, Method, ResourceType
from cairn.records import Deferred, Kind
from cairn.runtime import clients
from cairn.store.bucket import Bucket
from cairn.store.facts import Facts
from cairn.store.segments import Position
from cairn.store.table import Table
from cairn.store.versions import VersionStore
from fixtures.aws import BUCKET, TABLE

BERT = "https://huggingface.co/google-bert/bert-base-uncased"
STEPS = 40


class KilledError(BaseException):
    """The process is gone: nothing catches this."""


class Bench:
    """Ingestion on an empty deployment, whose process can be killed before any of its AWS calls."""

    def __init__(self, hub):
        import httpx2  # noqa: PLC0415

        table = Table(clients.dynamodb(clients.TRIES), TABLE)
        self.store = VersionStore(table)
        self.sent = []
        self.bucket = Bucket(clients.s3(clients.TRIES), BUCKET)
        self.artifacts = Artifacts(self.store, lambda version: self.send(sweep_job(version.id, version.bundle_key), 900))

        def out(url):
            return Transport(httpx2.HTTPTransport(), [url], Facts(table), sleep=lambda _: None)

        self.models = Models(
            artifacts=self.artifacts,
            ancestry=Ancestry(self.store),
            gathering=Gathering(Hub(hub.url, "", out(hub.url)), Forge(f"{hub.url}/gh", "", out(hub.url))),
            bucket=self.bucket,
            send=self.send,
            rules=Rules(hub.url, 0.5),
        )
        self.jobs = Jobs(self.models, Sweeping(self.store, self.bucket))
        self.left = None
        for client in (clients.dynamodb(clients.TRIES), clients.s3(clients.TRIES)):
            client.meta.events.register("before-call", self._step, unique_id="bench")

    def send(self, job, delay):
        self._step()
        self.sent.append(json.loads(json.dumps(job)))

    def _step(self, **_):
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                self.left = None
                raise KilledError

    def sweep(self):
        """Do the jobs that were sent, as a queue does: later, and more than once."""
        for job in [one for one in self.sent if one["job"] == "sweep"] * 2:
            self.jobs.do(job)

    def objects(self):
        return {one["Key"] for one in boto3.client("s3").list_objects_v2(Bucket=BUCKET).get("Contents", [])}

    def registered(self):
        return [entry.id for _, entry in self.store.listed(None, Position(), 100)[0]]


@pytest.fixture
def bench(deployment, hub):
    hub.state.forget()
    made = Bench(hub)
    yield made
    for client in (clients.dynamodb(clients.TRIES), clients.s3(clients.TRIES)):
        client.meta.events.unregister("before-call", unique_id="bench")


def draft(source=BERT, **more):
    return Draft(kind=Kind.MODEL, source=source, **more)


def test_killed_before_any_step_a_registration_leaves_nothing_and_its_retry_is_whole(bench, caller):
    kills = 0
    for step in range(STEPS):
        bench.left = step
        try:
            version = bench.models.register(caller, draft())
        except KilledError:
            kills += 1
            bench.sweep()
            assert (bench.registered(), bench.objects()) == ([], set())
            continue
        break
    bench.left = None
    bench.sweep()
    assert kills >= 5
    assert (bench.registered(), bench.objects()) == ([version.id], {version.bundle_key})
    assert version.number == 1
    assert bench.artifacts.rating(caller, version.id)["reviewedness"] >= 0.5


def test_killed_before_any_step_a_move_keeps_the_old_or_has_the_new_whole(bench, caller):
    version = bench.models.register(caller, draft())
    to = Move(name="bert-base-uncased", source="gpt2")
    for step in range(STEPS):
        bench.left = step
        try:
            bench.models.move(caller, version.id, to)
        except KilledError:
            bench.sweep()
            now = bench.artifacts.retrieve(caller, Kind.MODEL, version.id)
            assert (now.source, now.rating, bench.objects()) == (version.source, version.rating, {version.bundle_key})
            continue
        break
    bench.left = None
    bench.sweep()
    now = bench.artifacts.retrieve(caller, Kind.MODEL, version.id)
    assert (now.source, now.rating["name"], bench.objects()) == ("gpt2", "bert-base-uncased", {now.bundle_key})


def test_what_the_gate_refuses_was_never_there(bench, caller):
    with pytest.raises(ReviewednessTooLowError):
        bench.models.register(caller, draft("anon123/my-first-model"))
    assert (bench.registered(), bench.objects(), bench.sent) == ([], set(), [])
    assert bench.artifacts.register(caller, Draft(kind=Kind.MODEL, source="https://e.org/x", name="my-first-model")).number == 1


def test_a_model_that_is_registered_already_is_not_looked_at_again(bench, caller, hub):
    bench.models.register(caller, draft())
    hub.state.forget()
    with pytest.raises(SourceTakenError):
        bench.models.register(caller, draft())
    assert not hub.state.asked


def deferred(bench, caller, monkeypatch, **more):
    def too_slow(*_):
        raise DeadlineError

    with monkeypatch.context() as patch:
        patch.setattr(Gathering, "gather", too_slow)
        answer = bench.models.register(caller, draft(**more))
    assert isinstance(answer, Deferred)
    [job] = bench.sent
    bench.sent.clear()
    return answer.id, job


def test_what_takes_too_long_is_registered_by_the_worker_under_the_id_that_was_told(bench, caller, monkeypatch):
    identity, job = deferred(bench, caller, monkeypatch, name="Bert")
    with pytest.raises(ArtifactMissingError):
        bench.artifacts.retrieve(caller, Kind.MODEL, identity)
    assert bench.jobs.do(job) == "registered"
    assert bench.artifacts.retrieve(caller, Kind.MODEL, identity).name == "Bert"


def test_a_job_that_comes_twice_makes_no_duplicate_not_even_of_what_was_deleted(bench, caller, monkeypatch):
    identity, job = deferred(bench, caller, monkeypatch)
    assert [bench.jobs.do(job) for _ in range(2)] == ["registered", "done before"]
    assert bench.registered() == [identity]
    bench.artifacts.delete(caller, Kind.MODEL, identity)
    assert bench.jobs.do(job) == "done before"
    bench.sweep()
    assert (bench.registered(), bench.objects()) == ([], set())


def test_a_deferred_model_that_the_gate_refuses_disappears(bench, caller, monkeypatch):
    identity, job = deferred(bench, caller, monkeypatch, source="anon123/my-first-model")
    assert bench.jobs.do(job) == "refused: ReviewednessTooLowError"
    with pytest.raises(ArtifactMissingError):
        bench.artifacts.retrieve(caller, Kind.MODEL, identity)


def test_a_job_that_may_come_right_fails_so_that_it_comes_again(bench, caller, monkeypatch):
    _, job = deferred(bench, caller, monkeypatch, source="flaky/truncated")
    with pytest.raises(UpstreamFailedError):
        bench.jobs.do(job)


def test_a_move_that_takes_too_long_changes_nothing_until_the_worker_has_looked(bench, caller, monkeypatch):
    version = bench.models.register(caller, draft())
    bench.sent.clear()
    with monkeypatch.context() as patch:
        patch.setattr(module.Models, "_look", lambda *_: (_ for _ in ()).throw(DeadlineError()))
        assert isinstance(bench.models.move(caller, version.id, Move(name=version.name, source="gpt2")), Deferred)
    assert bench.artifacts.retrieve(caller, Kind.MODEL, version.id) == version
    assert bench.jobs.do(bench.sent[0]) == "moved"
    assert bench.artifacts.retrieve(caller, Kind.MODEL, version.id).source == "gpt2"


def test_a_move_that_takes_too_long_does_not_undo_one_that_was_answered_meanwhile(bench, caller, monkeypatch):
    version = bench.models.register(caller, draft())
    bench.sent.clear()
    with monkeypatch.context() as patch:
        patch.setattr(module.Models, "_look", lambda *_: (_ for _ in ()).throw(DeadlineError()))
        bench.models.move(caller, version.id, Move(name=version.name, source="gpt2"))
    [job] = bench.sent
    other = Move(name=version.name, source="distilbert/distilbert-base-uncased")
    bench.models.move(caller, version.id, other)
    assert bench.jobs.do(job) == "refused: RevisionConflictError"
    assert bench.artifacts.retrieve(caller, Kind.MODEL, version.id).source == other.source


def test_nor_one_that_is_answered_while_the_worker_looks(bench, caller, monkeypatch):
    version = bench.models.register(caller, draft())
    look = Models._look

    def overtaken(*arguments):
        bench.artifacts.move(caller, Kind.MODEL, version.id, Move(name=version.name, source="https://e.org/newer"))
        return look(*arguments)

    job = {"job": "update", "caller": told(caller), "id": version.id,
           "move": {"name": version.name, "source": "gpt2", "revision": version.revision}}  # fmt: skip
    monkeypatch.setattr(module.Models, "_look", overtaken)
    assert bench.jobs.do(job) == "refused: RevisionConflictError"
    assert bench.artifacts.retrieve(caller, Kind.MODEL, version.id).source == "https://e.org/newer"


def test_a_model_that_is_rated_later_is_the_one_that_the_hub_leads_to(bench, caller):
    version = bench.artifacts.register(caller, draft("bert-base-uncased"))
    job = {"job": "rate", "caller": told(caller), "id": version.id, "canonical": version.canonical_source}
    assert bench.jobs.do(job) == "rated"
    now = bench.artifacts.retrieve(caller, Kind.MODEL, version.id)
    assert (now.source, now.canonical_source) == ("bert-base-uncased", BERT)
    with pytest.raises(SourceTakenError):
        bench.models.register(caller, draft())


def test_one_model_is_not_registered_twice_by_rating_it_later_under_its_old_name(bench, caller):
    bench.models.register(caller, draft())
    version = bench.artifacts.register(caller, draft("bert-base-uncased"))
    job = {"job": "rate", "caller": told(caller), "id": version.id, "canonical": version.canonical_source}
    assert bench.jobs.do(job) == "refused: SourceTakenError"
    assert bench.artifacts.retrieve(caller, Kind.MODEL, version.id).rating is None


def test_what_could_not_be_rated_is_rated_later_unless_it_has_moved_on(bench, caller):
    version = bench.models.register(caller, draft())
    bench.sent.clear()
    moved = bench.models.move(caller, version.id, Move(name=version.name, source="copy-1/slow-at-first-not-there"))
    assert (moved.rating, moved.bundle_key, moved.size_bytes, moved.parents) == (None, None, None, ())
    [later] = [job for job in bench.sent if job["job"] == "rate"]
    assert bench.jobs.do(later) == "refused: HubModelMissingError"
    bench.models.move(caller, version.id, Move(name=version.name, source="gpt2"))
    assert bench.jobs.do(later) == "nothing to rate"


def test_an_unrated_model_is_rated_by_its_job(bench, caller):
    version = bench.artifacts.register(caller, draft("gpt2"))
    job = {"job": "rate", "caller": told(caller), "id": version.id, "canonical": version.canonical_source}
    assert [bench.jobs.do(job) for _ in range(2)] == ["rated", "nothing to rate"]
    assert bench.artifacts.retrieve(caller, Kind.MODEL, version.id).license == "MIT"


def test_a_caller_is_in_a_job_as_they_were(caller):
    one = type(caller)(
        "ada", is_admin=False, face="trust", id="7", grants=(Grant(ResourceType.MODEL, Method.POST, "x", "2026"),)
    )
    assert heard(json.loads(json.dumps(told(one)))) == one


def test_jobs_travel_through_the_queue(bench, caller):
    ingestion_queue().send({"job": "sweep", "id": "1", "key": "bundles/1/2.zip"}, 0)
    assert ingestion_queue().depths() == (1, 0)
