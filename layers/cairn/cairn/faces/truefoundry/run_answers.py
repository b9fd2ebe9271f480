"""TrueFoundry's words for runs: as they go out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cairn import composition
from cairn.core.run_search import RunSearch
from cairn.faces.http import Answer
from cairn.faces.truefoundry import forms
from cairn.faces.truefoundry.forms import RepoName
from cairn.faces.truefoundry.models import Subject
from cairn.faces.truefoundry.repo_names import repo_names
from cairn.faces.truefoundry.runs import RunSearchWords
from cairn.permissions import Caller
from cairn.runtime.settings import settings
from cairn.training import Measurement, Run


class Metric(Answer):
    """A value of a metric."""

    key: str
    value: float
    timestamp: int
    step: int


class Pair(Answer):
    """A parameter, or a tag."""

    key: str
    value: str


class RunInfo(Answer):
    """What is known of a run itself."""

    run_uuid: str
    run_id: str
    experiment_id: str
    name: str
    fqn: str
    user_id: str
    created_by_subject: Subject
    status: str
    start_time: int
    end_time: int | None
    lifecycle_stage: str = "active"
    description: str | None


class RunData(Answer):
    """What a run reported."""

    metrics: list[Metric]
    params: list[Pair]
    tags: list[Pair]


class WholeRun(Answer):
    """A run."""

    info: RunInfo
    data: RunData


class RunAnswer(Answer):
    """A run."""

    run: WholeRun


class RunInfoAnswer(Answer):
    """A run that was changed."""

    run_info: RunInfo


class FoundRuns(Answer):
    """A page of runs."""

    runs: list[WholeRun]
    next_page_token: str | None = None


class MetricHistory(Answer):
    """The values of a metric, by step."""

    metrics: list[Metric]


class MetricCollection(Answer):
    """A metric with its values."""

    key: str
    metrics: list[Metric]


class MetricCollections(Answer):
    """Metrics with their values."""

    metric_collections: list[MetricCollection]


def history(key: str, values: Sequence[Measurement]) -> list[Metric]:
    """Translate the values of a metric."""
    return [Metric(key=key, value=one.value, timestamp=one.at, step=one.step) for one in values]


def collections(found: Mapping[str, Sequence[Measurement]]) -> MetricCollections:
    """Translate the values of metrics."""
    told = [MetricCollection(key=key, metrics=history(key, values)) for key, values in found.items()]
    return MetricCollections(metric_collections=told)


@dataclass(frozen=True, slots=True)
class RunWords:
    """How a deployment tells of its runs."""

    tenant: str
    repo_name: RepoName
    runs: RunSearch

    def info(self, run: Run) -> RunInfo:
        """Translate what is known of a run itself."""
        return RunInfo(
            run_uuid=run.id,
            run_id=run.id,
            experiment_id=forms.repo_id(run.project),
            name=run.name,
            fqn=f"{self.tenant}/{self.repo_name(run.project)}/{run.name}",
            user_id=run.created_by,
            created_by_subject=Subject.user(run.created_by),
            status=run.status,
            start_time=run.started_at,
            end_time=run.ended_at,
            description=run.description,
        )

    def run(self, run: Run) -> WholeRun:
        """Translate a run."""
        last = [Metric(key=key, value=one.value, timestamp=one.at, step=one.step) for key, one in run.metrics.items()]
        data = RunData(metrics=last, params=_pairs(run.parameters), tags=_pairs(run.tags))
        return WholeRun(info=self.info(run), data=data)

    def search(self, caller: Caller, asked: RunSearchWords) -> FoundRuns:
        """Find runs; where one is named that there is not, or that is not seen, nothing is found.

        Raises as `cairn.core.run_search.RunSearch.page`; RequestInvalidError: it says neither a run nor a repo.
        """
        if asked.is_of_deleted:
            return FoundRuns(runs=[])
        place = asked.place(self.tenant)
        if place is not None:
            found = self.runs.named(caller, *place)
            return FoundRuns(runs=[self.run(found)] if found else [])
        query = asked.query
        if asked.name is not None:
            named = (self.runs.named_in(caller, project, asked.name) for project in query.projects)
            return FoundRuns(runs=[self.run(one) for one in named if one])
        page = self.runs.page(caller, query)
        return FoundRuns(runs=[self.run(one) for one in page.items], next_page_token=page.offset)


def _pairs(told: Mapping[str, str]) -> list[Pair]:
    return [Pair(key=key, value=value) for key, value in told.items()]


def run_words() -> RunWords:
    """Return how this deployment tells of its runs."""
    return RunWords(settings().tenant, repo_names(), composition.run_search())
