"""The words of trainings: runs, and the data directories beside them. Plain values, like `cairn.records`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cairn.records import Json


class RunStatus(StrEnum):
    """How far a run is."""

    RUNNING = "RUNNING"
    SCHEDULED = "SCHEDULED"
    FINISHED = "FINISHED"
    FAILED = "FAILED"
    KILLED = "KILLED"


@dataclass(frozen=True, slots=True)
class Measurement:
    """One value of a metric; the last of a metric is that of the highest step, and of the latest moment there."""

    value: float
    at: int
    """Unix time in milliseconds."""
    step: int = 0

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands among the metric's values."""
        return self.step, self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a training: what it was given, what it measured. Versions say which run made them."""

    id: str
    project: str
    name: str
    """Unique in the project."""
    status: RunStatus
    started_at: int
    """Unix time in milliseconds, as is the end."""
    ended_at: int | None = None
    description: str | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    metrics: Mapping[str, Measurement] = field(default_factory=dict)
    """The last value of each."""
    owner: str = ""
    """The id of the user who began it: they may do everything to it."""
    created_at: str = ""
    created_by: str = ""
    updated_at: str = ""
    updated_by: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DataDirectory:
    """A folder in a project, without versions: its files may change at any time."""

    id: str
    """Also that of its tree in the bucket."""
    project: str
    name: str
    """Unique in the project."""
    description: str | None = None
    metadata: Mapping[str, Json] = field(default_factory=dict)
    source: str | None = None
    """Where its files are, if they are not in our bucket."""
    owner: str = ""
    """The id of the user who made it: they may do everything to it."""
    created_at: str = ""
    created_by: str = ""
    updated_at: str = ""
    updated_by: str = ""
    revision: int = 1
