"""The jobs of the ingestion queue. Each may come twice, late, or after what it is about is gone."""

from collections.abc import Mapping
from typing import Any

from cairn.core.bundles import Sweeping
from cairn.core.drafts import Draft, Move
from cairn.errors import CairnError, StoreBusyError, UpstreamBusyError, UpstreamFailedError
from cairn.ingestion.models import Models
from cairn.permissions import Caller, Grant, Method, ResourceType
from cairn.records import Kind
from cairn.store.version_writes import VersionKnownError

SECONDS = 120.0
"""How long a worker looks at a model; what takes longer fails, and comes again."""

AGAIN = (StoreBusyError, UpstreamBusyError, UpstreamFailedError)
"""What may come right by itself: the job fails, and the queue hands it out again."""


class Jobs:
    """Does jobs."""

    def __init__(self, models: Models, sweeping: Sweeping) -> None:
        """Do them with these."""
        self._models = models
        self._sweeping = sweeping

    def do(self, job: Mapping[str, Any]) -> str:
        """Do a job; return in a word what came of it.

        Raises:
            StoreBusyError, UpstreamBusyError, UpstreamFailedError, DeadlineError: it should come again.
        """
        try:
            return self._done(job)
        except AGAIN:
            raise
        except VersionKnownError:
            return "done before"
        except CairnError as refused:
            # Nobody waits for the answer: what was refused is simply not there.
            return f"refused: {type(refused).__name__}"

    def _done(self, job: Mapping[str, Any]) -> str:
        if job["job"] == "sweep":
            return "swept" if self._sweeping.sweep(job["id"], job["key"]) else "kept"
        caller = heard(job["caller"])
        match job["job"]:
            case "create":
                self._models.finish(caller, Draft(kind=Kind.MODEL, **job["draft"]), SECONDS)
            case "update":
                self._models.move(caller, job["id"], Move(**job["move"]), SECONDS, is_patient=True)
            case _:
                is_rated = self._models.rate_later(caller, job["id"], job["canonical"], SECONDS)
                return "rated" if is_rated else "nothing to rate"
        return "registered" if job["job"] == "create" else "moved"


def heard(told: Mapping[str, Any]) -> Caller:
    """Return the caller that a job tells of."""
    grants = tuple(
        Grant(ResourceType(one["resource_type"]), Method(one["method"]), one["resource_id"], one["granted_at"])
        for one in told["grants"]
    )
    return Caller(**{**told, "grants": grants})
