"""The words that the store, the registry and the faces share: plain values, no behaviour of either."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

DEFAULT_PROJECT = "default"
"""The project of what the trust face registers (a project is TrueFoundry's ML repo)."""

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


class Kind(StrEnum):
    """What a version is a version of."""

    MODEL = "model"
    DATASET = "dataset"
    CODE = "code"
    ARTIFACT = "artifact"
    PROMPT = "prompt"
    AGENT_SKILL = "agent-skill"


class Action(StrEnum):
    """What an audit entry tells about."""

    CREATE = "CREATE"
    UPDATE = "UPDATE"
    DELETE = "DELETE"
    DOWNLOAD = "DOWNLOAD"
    RATE = "RATE"
    AUDIT = "AUDIT"


@dataclass(frozen=True, slots=True)
class Parent:
    """An upstream of a version, named by its canonical source: it need not be registered (yet)."""

    kind: Kind
    source: str
    relationship: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The thing with an id: one version of one artifact, the same record for every face."""

    id: str
    kind: Kind
    project: str
    name: str
    number: int
    """1, 2, 3 ... within (project, kind, name); given out once."""
    source: str | None
    """The URI as the client wrote it."""
    canonical_source: str | None
    """What uniqueness is decided by, None where a source may repeat."""
    created_at: str
    """RFC 3339, UTC, milliseconds."""
    created_by: str
    updated_at: str
    updated_by: str
    family_id: str = ""
    """The id of what all versions of this name are versions of, until the last of them is deleted."""
    owner: str = ""
    """The id of the user who began the family: they may do everything with it."""
    since: str = ""
    """When the family that had this name before ended; see `cairn.permissions.Resource`."""
    revision: int = 1
    """Grows by one with each change: the optimistic lock."""
    segment: int = 0
    kind_segment: int = 0
    readme_segment: int | None = None
    """Where its README lies among those that are searched, None without one."""
    description: str | None = None
    alias: str | None = None
    download_url: str | None = None
    bundle_key: str | None = None
    size_bytes: int | None = None
    license: str | None = None
    tags: tuple[str, ...] = ()
    parents: tuple[Parent, ...] = ()
    metadata: Mapping[str, Json] = field(default_factory=dict)
    rating: Mapping[str, Json] | None = None
    labels: tuple[str, ...] = ()
    """Tags that users gave it; within a family each is that of one version."""
    tree: int | None = None
    """In how many pieces the list of its files is kept; None where we keep no files of it, but for a bundle."""
    run_id: str | None = None
    """The run that made it."""
    manifest: Mapping[str, Json] = field(default_factory=dict)
    """What else its client says of it, for such clients to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What ingestion found out about a model's source: all of it is replaced together."""

    rating: Mapping[str, Json] | None = None
    bundle_key: str | None = None
    size_bytes: int | None = None
    license: str | None = None
    """An SPDX expression, or what the card says where that is none."""
    parents: tuple[Parent, ...] = ()
    tags: tuple[str, ...] = ()
    readme: str = ""


@dataclass(frozen=True, slots=True)
class TreeFile:
    """A file of a version's tree: its path in it, its size in bytes, and which version of which object its bytes are."""

    path: str
    size: int
    etag: str
    """S3's entity tag, without its quotation marks."""
    version: str
    """S3's version id, "" where the newest is meant."""
    modified_at: str
    """RFC 3339, UTC, seconds."""


@dataclass(frozen=True, slots=True)
class Deferred:
    """What was accepted and is not decided yet: nothing is registered under the id until then."""

    id: str
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list shows of a version, and what it takes to know who may see it."""

    id: str
    kind: Kind
    name: str
    project: str = DEFAULT_PROJECT
    owner: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ancestor:
    """What lineage and cost need of a registered source."""

    id: str
    kind: Kind
    name: str
    source: str
    parents: tuple[Parent, ...]
    size_bytes: int | None
    project: str = DEFAULT_PROJECT
    owner: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A registered version that names another source as its parent."""

    id: str
    kind: Kind
    name: str
    relationship: str
    project: str = DEFAULT_PROJECT
    owner: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """What all versions of one name in a project are versions of; it outlives them, so that no number is given out twice."""

    last_number: int = 0
    live: int = 0
    """How many versions it has."""
    family_id: str = ""
    owner: str = ""
    since: str = ""
    removed_at: str = ""
    """When a version was deleted last."""
    documented: int = 0
    """Whether (1) documents can be about a model of this name: it counts as one of the family, without a number."""
    first_number: int = 1
    """The number that its first version has, or will have."""
    latest_id: str = ""
    """The id of the version with the last number, which may be deleted; "" where it had none yet."""

    @property
    def is_held(self) -> bool:
        """Whether the name is its owner's, and none that anybody may begin a family with."""
        return self.live > 0 or self.documented > 0

    @property
    def is_gapless(self) -> bool:
        """Whether it has every version from the first to the last, so that places in its list are numbers."""
        return self.live == self.last_number - self.first_number + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyEntry:
    """What a list shows of a family, and where everything of it is."""

    family_id: str
    project: str
    kind: Kind
    name: str
    owner: str
    since: str = ""
    created_at: str
    created_by: str
    segment: int
    """Where it stands in its list, under the id of its first version."""
    first_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A version that is being uploaded: nobody sees it until it is committed."""

    id: str
    project: str
    form: Kind
    """What its client calls it: of an artifact it is known later what it is."""
    name: str
    user_id: str
    """Whose upload it is."""
    user: str
    expires_at: int
    """Unix time in seconds: what is not committed by then is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who did what to which version, when, through which face."""

    id: str
    at: str
    action: Action
    version_id: str
    kind: Kind
    name: str
    user: str
    user_is_admin: bool
    face: str
    request_id: str
    revision_before: int
    revision_after: int
    project: str = DEFAULT_PROJECT
    owner: str = ""
    since: str = ""
    changes: Mapping[str, Json] = field(default_factory=dict)
    """The fields that the action set, with their new values: folded, they give the version (`cairn.core.audit.fold`)."""


@dataclass(frozen=True, slots=True)
class Page(Generic[ItemT]):
    """A part of a list, and where it goes on (None: nowhere)."""

    items: list[ItemT]
    offset: str | None = None

    def map(self, convert: Callable[[ItemT], ResultT]) -> "Page[ResultT]":
        """Convert each item, keep the offset."""
        return Page([convert(item) for item in self.items], self.offset)
