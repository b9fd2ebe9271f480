"""Ingesting models: look at the source, rate it, let it pass or refuse it, and only then write anything that lasts."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from cairn.core.artifacts import Artifacts
from cairn.core.bundles import PREFIX, SWEEP_SECONDS, Send, sweep_job
from cairn.core.drafts import Draft, Move
from cairn.core.lineage import Ancestry
from cairn.errors import HubModelMissingError, RevisionConflictError, UpstreamBusyError, UpstreamFailedError
from cairn.ingestion import gate, links, parents
from cairn.ingestion.bundle import bundle
from cairn.ingestion.fetching import DeadlineError, visiting
from cairn.ingestion.gathering import Gathering
from cairn.ingestion.licenses import expression_of
from cairn.ingestion.metrics.size_score import total_bytes
from cairn.ingestion.rating import rate
from cairn.permissions import Caller
from cairn.records import Assessment, Deferred, Json, Kind, Version
from cairn.runtime.clock import new_id
from cairn.runtime.observability import logger
from cairn.store.bucket import Bucket

REQUEST_SECONDS = 14.0
"""How long a request looks at a model: with bundle and record after it, half of the gateway's 30 s."""

RATE_LATER_SECONDS = 900
"""When a model that could not be looked at is looked at again: the longest delay that SQS knows."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a deployment decides."""

    endpoint: str
    threshold: float
    """The least reviewedness that is let in."""


class Models:
    """Registering models and giving them other sources."""

    def __init__(
        self, *, artifacts: Artifacts, ancestry: Ancestry, gathering: Gathering, bucket: Bucket, send: Send, rules: Rules
    ) -> None:
        """Work with these; `send` puts a job into the queue of ingestion."""
        self._artifacts = artifacts
        self._ancestry = ancestry
        self._gathering = gathering
        self._bucket = bucket
        self._send = send
        self._rules = rules

    def register(self, caller: Caller, draft: Draft, seconds: float = REQUEST_SECONDS) -> Version | Deferred:
        """Ingest a model; what takes longer than `seconds` is left to the worker.

        Raises:
            HubModelMissingError: the hub has no such model.
            ReviewednessTooLowError: the gate refuses it.
            UpstreamBusyError, UpstreamFailedError: hub or forge could not be asked.
            and what `Artifacts.register` raises.
        """
        model_id = links.hub_id(draft.source, self._rules.endpoint)
        if model_id is not None:
            draft = replace(draft, canonical=links.hub_url(model_id))
        self._artifacts.expect(caller, draft)
        if model_id is None:
            raise HubModelMissingError(id=draft.source)
        draft = replace(draft, id=draft.id or new_id())
        try:
            return self._registered(caller, draft, model_id, seconds)
        except DeadlineError:
            self._send({"job": "create", "caller": told(caller), "draft": _draft(draft)}, 0)
            return Deferred(draft.id or "", draft.title, draft.source)

    def finish(self, caller: Caller, draft: Draft, seconds: float) -> Version:
        """Ingest what a request could not; raises as `register`, and DeadlineError where this is not enough time either."""
        return self._registered(caller, draft, self._model_id(draft.source), seconds)

    def move(
        self, caller: Caller, version_id: str, to: Move, seconds: float = REQUEST_SECONDS, *, is_patient: bool = False
    ) -> Version | Deferred:
        """Give a model another source, and look at that.

        Passed: it has the new source's rating. Refused: nothing has changed. Unknown to the hub, or the hub cannot be asked:
        it has the new source and is unrated, until the worker finds out more.

        Args:
            caller: Who wants it.
            version_id: The model.
            to: The source.
            seconds: How long to look at it.
            is_patient: Whether what cannot be asked now is an error, not an answer: the worker comes again.

        Raises:
            ReviewednessTooLowError: the gate refuses the new source.
            and what `Artifacts.move` raises.
        """
        old = self._artifacts.movable(caller, Kind.MODEL, version_id, to)
        is_kept = old.canonical_source is None
        model_id = None if is_kept else links.hub_id(to.source, self._rules.endpoint)
        if model_id is not None:
            to = replace(to, canonical=links.hub_url(model_id))
        canonical = to.checked(Kind.MODEL, is_kept=is_kept)
        if is_kept or (canonical == old.canonical_source and old.rating is not None):
            return self._artifacts.move(caller, Kind.MODEL, version_id, to)
        try:
            found, known_as = self._look(caller, old.name, self._model_id(to.source), version_id, seconds)
            to = replace(to, canonical=known_as)
        except DeadlineError:
            if is_patient:
                raise
            # For what is there now: a change that is answered before the worker comes is newer than this one.
            later = asdict(replace(to, revision=old.revision))
            self._send({"job": "update", "caller": told(caller), "id": version_id, "move": later}, 0)
            return Deferred(version_id, old.name, to.source)
        except (HubModelMissingError, UpstreamBusyError, UpstreamFailedError) as unknown:
            if is_patient and not isinstance(unknown, HubModelMissingError):
                raise
            found = Assessment()
            job: dict[str, Json] = {"job": "rate", "caller": told(caller), "id": version_id, "canonical": canonical}
            self._send(job, RATE_LATER_SECONDS)
        return self._artifacts.move(caller, Kind.MODEL, version_id, to, found)

    def rate_later(self, caller: Caller, version_id: str, canonical: str, seconds: float) -> bool:
        """Rate a model that is unrated still, and still of this source; tell whether it is rated now.

        Raises:
            HubModelMissingError, ReviewednessTooLowError, SourceTakenError: it stays unrated.
            UpstreamBusyError, UpstreamFailedError, DeadlineError: it could not be looked at this time either.
        """
        version = self._artifacts.retrieve(caller, Kind.MODEL, version_id)
        if version.rating is not None or version.canonical_source != canonical:
            return False
        found, known_as = self._look(caller, version.name, self._model_id(canonical), version_id, seconds)
        # The hub may have led an old name to the one that it has now: only one model is registered under that.
        to = Move(name=version.name, source=version.source or canonical, canonical=known_as, revision=version.revision)
        try:
            self._artifacts.move(caller, Kind.MODEL, version_id, to, found)
        except RevisionConflictError:
            return False
        return True

    def _registered(self, caller: Caller, draft: Draft, model_id: str, seconds: float) -> Version:
        found, known_as = self._look(caller, draft.title, model_id, draft.id or "", seconds)
        return self._artifacts.register(caller, replace(draft, canonical=known_as), found)

    def _model_id(self, source: str) -> str:
        model_id = links.hub_id(source, self._rules.endpoint)
        if model_id is None:
            raise HubModelMissingError(id=source)
        return model_id

    def _look(self, caller: Caller, name: str, model_id: str, version_id: str, seconds: float) -> tuple[Assessment, str]:
        """Find out about a model, rate it, ask the gate, and write its bundle: the object before the record.

        Returns:
            What was found out, and the canonical source: the hub leads an old name to the one that it has now.
        """
        with visiting(seconds) as visit:
            snapshot = self._gathering.gather(model_id, visit)
        upstreams = parents.parents(snapshot)
        rating = rate(name, snapshot, self._ancestry.net_scores(caller, [one for one in upstreams if one.kind is Kind.MODEL]))
        logger.info("rated", model=model_id, calls=visit.calls, retries=visit.retries, reviewedness=rating.reviewedness)
        gate.check(rating.reviewedness, self._rules.threshold)
        license_ = expression_of(snapshot.model)
        source = links.hub_url(snapshot.model.id)
        content = bundle(source, snapshot, rating, upstreams, license_)
        # A key of its own for each try: what sweeps after one that failed must not meet the object of the next.
        key = f"{PREFIX}/{version_id}/{new_id()}.zip"
        # Whatever ends this before the record stands, the job comes after it and takes the object away.
        self._send(sweep_job(version_id, key), SWEEP_SECONDS)
        self._bucket.put(key, content, "application/zip")
        found = Assessment(
            rating=rating.stored(),
            bundle_key=key,
            size_bytes=total_bytes(snapshot.model),
            license=license_ or None,
            parents=upstreams,
            tags=snapshot.model.tags[:TAGS],
            readme=snapshot.readme or "",
        )
        return found, source


TAGS = 200
"""The most tags that are kept: the hub's own lists have some dozens, a model may have thousands."""


def told(caller: Caller) -> dict[str, Json]:
    """Return a caller as a job tells of them: the worker does what they may, not what it may itself."""
    about: Mapping[str, Json] = asdict(caller)
    return {**about}


def _draft(draft: Draft) -> dict[str, Json]:
    return {
        "id": draft.id,
        "source": draft.source,
        "canonical": draft.canonical,
        "name": draft.name,
        "project": draft.project,
        "download_url": draft.download_url,
    }
