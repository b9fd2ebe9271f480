"""What the worker of the job queue does: it goes on with resets, and clears up behind deletions of documents."""

from collections.abc import Callable, Mapping
from typing import Any

from cairn.core.document_sweeping import DocumentSweeping
from cairn.core.reset import Reset
from cairn.permissions import Caller


class Background:
    """Does jobs. Each may come twice, late, or after what it is about is gone."""

    def __init__(self, reset: Reset, sweeping: DocumentSweeping) -> None:
        """Do them with these."""
        self._reset = reset
        self._sweeping = sweeping

    def do(self, job: Mapping[str, Any], may_go_on: Callable[[], bool]) -> bool:
        """Do a job; tell whether it is done, or `may_go_on` said no."""
        if job["job"] == "documents":
            return self._sweeping.sweep(job, may_go_on)
        caller = Caller(job["name"], is_admin=True, face="trust", request_id=job["request_id"])
        return self._reset.run(caller, job["before"], may_go_on) is None
