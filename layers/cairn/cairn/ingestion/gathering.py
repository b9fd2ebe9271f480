"""Gathering: the calls that make a snapshot, independent ones side by side, each fact asked for once.

A model takes at most CALLS calls. Only where the community's evidence leaves the gate open are the reviews of recent changes
looked at one by one, REVIEWS of them, whatever that adds: docs/metrics.md has the order of the calls.
"""

import json
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from typing import TypeVar

from cairn.ingestion import links, parents
from cairn.ingestion.card import read, texts
from cairn.ingestion.facts import CodeFacts, DatasetFacts, ModelFacts, Snapshot
from cairn.ingestion.fetching import Visit
from cairn.ingestion.forge import Forge
from cairn.ingestion.hub import Hub
from cairn.ingestion.metrics.code_quality import worth_reading
from cairn.ingestion.metrics.reviewedness import community, is_settled
from cairn.ingestion.upstream import GapError
from cairn.records import Json

CALLS = 8
"""The calls of an everyday model: each costs a tenth of a second or more, and GitHub gives 60 an hour without a token."""

REVIEWS = 5
"""The changes that are asked for their reviews where they decide: 3 of 5 suffice, and 5 answer within a second."""

DATASETS = 2
"""The datasets that are looked at: most cards name one or two, and those that name 20 have the telling ones first."""

CODE_CALLS = 3
"""What every linked repository takes: its people, its merged changes, its files."""

SAMPLES = 2
"""The files whose text is looked at, where calls are left: enough to see whether functions are annotated."""

_AT_ONCE = 6
_README, _CONFIG = "README.md", "config.json"
_REPOSITORY_KEYS = ("repository", "repo", "code", "github", "source_code")

ResultT = TypeVar("ResultT")
OtherT = TypeVar("OtherT")


class Gathering:
    """Facts from one hub and one forge."""

    def __init__(self, hub: Hub, forge: Forge) -> None:
        """Ask these."""
        self._hub = hub
        self._forge = forge

    def gather(self, model_id: str, visit: Visit) -> Snapshot:
        """Find out all about a model.

        Raises:
            HubModelMissingError: the hub has none of this id.
            UpstreamBusyError, UpstreamFailedError: hub or forge could not be asked for something.
            DeadlineError: the visit is over.
        """
        model = self._hub.model(model_id)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return _Round(self._hub, self._forge, model, pool, visit).snapshot()


@dataclass
class _Round:
    """The calls about one model, after the first."""

    hub: Hub
    forge: Forge
    model: ModelFacts
    pool: ThreadPoolExecutor
    visit: Visit
    gaps: dict[str, str] = field(default_factory=dict)
    planned: int = field(init=False)

    def __post_init__(self) -> None:
        self.planned = self.visit.calls + self.visit.redirects

    def snapshot(self) -> Snapshot:
        readme = self._file(_README)
        # A card that names its base models knows better than the config, which is a trace of how it was made.
        is_config_needed = not parents.base_models(self.model, {})
        config = self._file(_CONFIG) if is_config_needed else None
        datasets = {one: self._start(self.hub.dataset, one) for one in parents.dataset_ids(self.model)[:1]}
        text = self._told(readme, "readme", None)
        if not self.model.card:
            self.model = replace(self.model, card=read(text).front)
        repository = links.linked_repository([*self._links(), text or ""])
        named = parents.dataset_ids(self.model)
        # Only where there is room for it: an old name of a model has taken a call to lead to the new one.
        room = max(0, CALLS - self.planned - (CODE_CALLS if repository else 0))
        further = [one for one in named[:DATASETS] if one not in datasets][:room]
        datasets |= {one: self._start(self.hub.dataset, one) for one in further}
        code = self._code(repository) if repository else None
        discussions = self._start(self.hub.discussions, self.model.id) if self._is_open and not repository else None
        if repository is None:
            self.gaps["code"] = "the card links to no repository"
        found = {one: dataset for one, future in datasets.items() if (dataset := future.result()) is not None}
        self._note_datasets(named, found)
        return Snapshot(
            model=self.model,
            readme=text,
            config=_mapping(self._told(config, "config", None)),
            datasets=tuple(found.values()),
            # An old name is the dataset that the hub leads to.
            datasets_named=tuple(dict.fromkeys(found[one].id if one in found else one for one in named)),
            code=code,
            discussions=discussions.result() if discussions else None,
            gaps=self.gaps,
            calls=self.visit.calls,
        )

    @property
    def _is_open(self) -> bool:
        """Whether the community's evidence leaves the gate's answer open."""
        return not is_settled(community(self.model, None).score)

    def _start(self, call: Callable[..., ResultT], *arguments: object) -> "Future[ResultT]":
        self.planned += 1
        return self.pool.submit(copy_context().run, call, *arguments)

    def _file(self, name: str) -> "Future[str] | None":
        if self.model.files and name not in {file.path for file in self.model.files}:
            self.gaps[name.partition(".")[0].lower()] = f"the model has no {name}"
            return None
        return self._start(self.hub.text, self.model.id, name)

    def _told(self, asked: "Future[ResultT] | None", fact: str, otherwise: OtherT) -> ResultT | OtherT:
        try:
            return asked.result() if asked else otherwise
        except GapError as gap:
            self.gaps[fact] = str(gap)
            return otherwise

    def _links(self) -> list[str]:
        return [text for key in _REPOSITORY_KEYS for text in texts(self.model.card.get(key))]

    def _code(self, repository: tuple[str, str]) -> CodeFacts | None:
        people = self._start(self.forge.contributions, *repository)
        merged = self._start(self.forge.merged, *repository)
        tree = self._start(self.forge.files, *repository)
        contributions = self._told(people, "contributors", dict[str, int]())
        changes, files = self._told(merged, "changes", ()), self._told(tree, "tree", ())
        url = "https://github.com/{}/{}".format(*repository)
        if contributions is None:
            self.gaps["code"] = f"{url}, which the card links to, is not there"
            return None
        if files is None:
            self.gaps["tree"] = f"{url} shows no files"
        left = max(0, CALLS - self.planned)
        reviews = REVIEWS if self._is_open else 0
        looked = [(change, self._start(self.forge.is_reviewed, *repository, change)) for change in changes[:reviews]]
        wanted = worth_reading(files or ())[: min(SAMPLES, max(0, left - len(looked)))]
        samples = {path: self._start(self.forge.text, *repository, path) for path in wanted}
        shown = {path: self._told(future, "samples", None) for path, future in samples.items()}
        seen = tuple(replace(change, is_reviewed=self._told(future, "reviews", None)) for change, future in looked)
        return CodeFacts(
            url=url,
            contributions=contributions,
            changes=(*seen, *changes[len(seen) :]),
            files=files or (),
            samples={path: text for path, text in shown.items() if text is not None},
        )

    def _note_datasets(self, named: tuple[str, ...], found: Mapping[str, DatasetFacts]) -> None:
        if not named:
            self.gaps["datasets"] = "the card names no dataset"
        elif not found:
            self.gaps["datasets"] = "the hub shows none of the datasets that the card names"


def _mapping(text: str | None) -> dict[str, Json]:
    """Return a config file's members; what is no JSON object has none."""
    try:
        value = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
