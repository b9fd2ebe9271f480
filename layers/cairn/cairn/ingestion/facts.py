"""Facts: what was found out about a model at one moment, frozen. All that follows ingestion's calls reads only these.

An absent fact is None or empty and has its reason in `Snapshot.gaps`. A fact that could not be asked for does not exist:
then there is no snapshot, but an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cairn.records import Json


@dataclass(frozen=True, slots=True)
class File:
    """A file of a repository: its path, and its bytes where they are known."""

    path: str
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFacts:
    """What the hub says of a model."""

    id: str
    revision: str = ""
    """The commit that README and config were read at."""
    downloads: int = 0
    """Of the last 30 days, as the hub counts them."""
    likes: int = 0
    tags: tuple[str, ...] = ()
    task: str | None = None
    """The hub's pipeline tag."""
    library: str | None = None
    card: Mapping[str, Json] = field(default_factory=dict)
    """The card's front matter."""
    results: tuple["Result", ...] = ()
    files: tuple[File, ...] = ()
    is_gated: bool = False
    adapted: str | None = None
    """What an adapter's config names as the model that it adapts."""
    used_bytes: int | None = None
    """What the repository takes of the hub's storage, all its versions together."""


@dataclass(frozen=True, slots=True)
class Result:
    """One result of the card's model-index: a metric on a dataset, perhaps with the place where it was measured."""

    dataset: str
    metric: str
    has_value: bool
    has_source: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetFacts:
    """What the hub says of a dataset."""

    id: str
    downloads: int = 0
    likes: int = 0
    license: str | None = None
    tags: tuple[str, ...] = ()
    has_description: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A change that was merged into the linked repository; `is_reviewed` None: nobody looked whether it was."""

    number: int
    author: str
    is_reviewed: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFacts:
    """What the forge says of the linked repository."""

    url: str
    contributions: Mapping[str, int] = field(default_factory=dict)
    """Commits by person; bots are left out."""
    changes: tuple[Change, ...] = ()
    """The changes merged last, newest first."""
    files: tuple[File, ...] = ()
    samples: Mapping[str, str] = field(default_factory=dict)
    """The text of a few of the files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All facts about a model."""

    model: ModelFacts
    readme: str | None = None
    config: Mapping[str, Json] = field(default_factory=dict)
    datasets: tuple[DatasetFacts, ...] = ()
    datasets_named: tuple[str, ...] = ()
    """Hub ids of the datasets that card and tags name, those that were not looked at included."""
    code: CodeFacts | None = None
    discussions: int | None = None
    gaps: Mapping[str, str] = field(default_factory=dict)
    """Why a fact is absent, by the fact's name."""
    calls: int = 0
    """The calls of hub and forge that this took."""
