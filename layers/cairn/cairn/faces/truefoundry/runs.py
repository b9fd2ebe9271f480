"""TrueFoundry's words for runs: as they come in."""

import time
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, StringConstraints

from cairn.core.run_filter import LENGTH
from cairn.core.run_search import RunQuery
from cairn.core.runs import Logged, RunDraft
from cairn.errors import RequestInvalidError
from cairn.faces.http import Request
from cairn.faces.truefoundry import forms
from cairn.faces.truefoundry.manifests import Description
from cairn.training import Measurement, RunStatus

RunName = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z0-9-]+$", max_length=250)]
Key = Annotated[str, StringConstraints(pattern=r"^[/\w.\- ]+$", max_length=250)]
Value = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Milliseconds = Annotated[int, Field(ge=0, lt=10**15)]
Step = Annotated[int, Field(ge=-(2**63), lt=2**63)]
_FQN_PARTS = 3


class TagWords(Request):
    """A tag of a run."""

    key: Key
    value: Annotated[str, StringConstraints(max_length=5_000)]


class ParameterWords(Request):
    """A parameter of a run."""

    key: Key
    value: Annotated[str, StringConstraints(max_length=1_000)]


class MetricWords(Request):
    """A value of a metric."""

    key: Key
    value: Value
    timestamp: Milliseconds | None = None
    step: Step | None = None

    @property
    def measurement(self) -> tuple[str, Measurement]:
        """Translate to the registry; what is not said is now, at step 0."""
        at = int(time.time() * 1000) if self.timestamp is None else self.timestamp
        return self.key, Measurement(self.value, at, self.step or 0)


class NewRun(Request):
    """The body of beginning a run."""

    experiment_id: str
    name: RunName
    start_time: Milliseconds | None = None
    tags: Annotated[list[TagWords], Field(max_length=100)] | None = None
    description: Description | None = None

    @property
    def draft(self) -> RunDraft:
        """Translate to the registry."""
        return RunDraft(
            project=forms.project_of(self.experiment_id),
            name=self.name,
            started_at=self.start_time,
            tags=_pairs(self.tags),
            description=self.description,
        )


class CreateRunRequest(Request):
    """Beginning a run."""

    body: NewRun


class RunPath(Request):
    """A run, named by id."""

    id: str


class RunProgress(Request):
    """The body of saying how a run goes on."""

    status: RunStatus | None = None
    end_time: Milliseconds | None = None
    description: Description | None = None


class UpdateRunRequest(RunPath):
    """Saying how a run goes on."""

    body: RunProgress


class Batch(Request):
    """The body of a report."""

    metrics: Annotated[list[MetricWords], Field(max_length=1_000)] | None = None
    params: Annotated[list[ParameterWords], Field(max_length=100)] | None = None
    tags: Annotated[list[TagWords], Field(max_length=100)] | None = None

    @property
    def logged(self) -> Logged:
        """Translate to the registry.

        Raises:
            RequestInvalidError: one parameter is there with two values.
        """
        parameters = _pairs(self.params)
        if any(parameters[one.key] != one.value for one in self.params or ()):
            raise RequestInvalidError(reason="params: a key is there twice, with different values")
        metrics = [one.measurement for one in self.metrics or ()]
        return Logged(metrics=metrics, parameters=parameters, tags=_pairs(self.tags))


class LogBatchRequest(RunPath):
    """Reporting metrics, parameters and tags."""

    body: Batch


class LogMetricRequest(RunPath):
    """Reporting one value of a metric."""

    body: MetricWords


class LogParameterRequest(RunPath):
    """Reporting one parameter."""

    body: ParameterWords


class SetTagRequest(RunPath):
    """Setting one tag."""

    body: TagWords


class TagKey(Request):
    """The body of taking a tag away."""

    key: Key


class DeleteTagRequest(RunPath):
    """Taking a tag away."""

    body: TagKey


class MetricHistoryRequest(RunPath):
    """All values of one metric."""

    metric_key: str


class Metrics(Request):
    """The body of asking for the values of several metrics."""

    metric_keys: Annotated[list[str], Field(max_length=1_000)] | None = None
    step: Step | None = None


class ListMetricHistoryRequest(RunPath):
    """All values of several metrics."""

    body: Metrics


class RunSearchWords(Request):
    """The body of searching for runs: one by its name, or all that meet a filter."""

    experiment_ids: Annotated[list[str], Field(max_length=100)] | None = None
    filter: Annotated[str, StringConstraints(max_length=LENGTH)] | None = None
    run_view_type: str | None = None
    max_results: Annotated[int, Field(ge=1)] | None = None
    order_by: Annotated[list[str], Field(max_length=10)] | None = None
    page_token: str | None = None
    offset: Annotated[int, Field(ge=0, lt=10**9)] | None = None
    fqn: str | None = None
    name: str | None = None
    experiment_id: str | None = None
    ml_repo_name: str | None = None

    @property
    def is_of_deleted(self) -> bool:
        """Whether it is about runs that were deleted, of which none are kept."""
        return "DELETED" in (self.run_view_type or "")

    def place(self, tenant: str) -> tuple[str, str] | None:
        """Return a repo's name and a run's in it, where the search names one so; ("", "") is none."""
        if self.fqn is not None:
            parts = self.fqn.split("/")
            is_ours = len(parts) == _FQN_PARTS and parts[0] == tenant
            return (parts[1], parts[2]) if is_ours else ("", "")
        return (self.ml_repo_name, self.name) if self.name is not None and self.ml_repo_name is not None else None

    @property
    def query(self) -> RunQuery:
        """Translate to the registry.

        Raises:
            RequestInvalidError: no repo is named.
        """
        named = self.experiment_ids or ([self.experiment_id] if self.experiment_id is not None else [])
        if not named:
            raise RequestInvalidError(reason="experiment_ids: say in which ML repos to search")
        return RunQuery(
            projects=tuple(forms.project_of(one) for one in named),
            filter=self.filter or "",
            order_by=tuple(self.order_by or ()),
            limit=min(self.max_results or 1_000, 1_000),
            offset=self.offset or 0,
            token=self.page_token or None,
        )


class SearchRunsRequest(Request):
    """Searching for runs."""

    body: RunSearchWords


def _pairs(said: Sequence[TagWords | ParameterWords] | None) -> dict[str, str]:
    return {one.key: one.value for one in said or ()}
