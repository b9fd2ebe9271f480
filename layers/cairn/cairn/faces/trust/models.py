"""The trust face's words: what its requests and answers consist of.

An optional text member is "" inside and left out outside: the API knows no nulls.
"""

from enum import StrEnum
from typing import Annotated, Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints

from cairn.core.search import Query
from cairn.records import AuditEntry, Kind, Listed, Page, Version

ArtifactId = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z0-9\-]+$", max_length=128)]
Text = Annotated[str, StringConstraints(min_length=1)]
ItemT = TypeVar("ItemT", bound=BaseModel)
Minutes = Annotated[int, Field(ge=5, le=1440)]


class ArtifactType(StrEnum):
    """The kinds of artifacts that this API knows."""

    MODEL = "model"
    DATASET = "dataset"
    CODE = "code"

    @property
    def kind(self) -> Kind:
        """The registry's word for it."""
        return Kind(self.value)


class Request(BaseModel):
    """What comes in; members that the API does not know are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Answer(BaseModel):
    """What goes out."""

    model_config = ConfigDict(frozen=True)

    def reply_status(self, default: int) -> int:
        """Return the status to answer with."""
        return default

    def reply_headers(self) -> dict[str, str]:
        """Return the headers to answer with."""
        return {}


class Nothing(Request):
    """A request that says nothing but that it is one."""


class ArtifactMetadata(Answer):
    """What a list shows of an artifact."""

    name: Text
    id: ArtifactId
    type: ArtifactType

    @classmethod
    def of(cls, listed: Listed | Version) -> Self:
        """Translate from the registry."""
        return cls(name=listed.name, id=listed.id, type=ArtifactType(listed.kind))


class ArtifactData(Answer):
    """Where an artifact comes from, and where its bytes can be had."""

    url: Text
    download_url: str = ""


class Artifact(Answer):
    """An artifact."""

    metadata: ArtifactMetadata
    data: ArtifactData

    @classmethod
    def of(cls, version: Version) -> Self:
        """Translate from the registry."""
        data = ArtifactData(url=version.source or "", download_url=version.download_url or "")
        return cls(metadata=ArtifactMetadata.of(version), data=data)


class Deleted(Answer):
    """The word that it is done."""

    detail: str


class ArtifactPath(Request):
    """An artifact, named by type and id."""

    artifact_type: ArtifactType
    id: ArtifactId


class ModelPath(Request):
    """A model, named by id."""

    id: ArtifactId


class NewArtifact(Request):
    """The body of a registration."""

    url: Text
    name: str = ""
    download_url: str = ""


class ArtifactCreateRequest(Request):
    """A registration."""

    artifact_type: ArtifactType
    body: NewArtifact


class ArtifactUpdateRequest(ArtifactPath):
    """A change: the body is the whole artifact."""

    body: Artifact


class ArtifactQuery(Request):
    """One query of a list: a name (`*` for all) and the types wanted (none for all)."""

    name: Text
    types: list[ArtifactType] = []

    def query(self) -> Query:
        """Translate to the registry."""
        types = self.types or list(ArtifactType)
        return Query(self.name, frozenset(wanted.kind for wanted in types))


class ArtifactsListRequest(Request):
    """A list: the union of its queries."""

    offset: str = ""
    body: Annotated[list[ArtifactQuery], Field(min_length=1)]


class ArtifactByNameRequest(Request):
    """A name, which may hold slashes: it is all that follows in the path."""

    path: Annotated[str, StringConstraints(pattern=r"^/artifact/byName/.")]
    offset: str = ""

    @property
    def name(self) -> str:
        """The name: the gateway decodes the path, all but escaped percent signs."""
        return self.path.removeprefix("/artifact/byName/").replace("%25", "%")


class ArtifactRegEx(Request):
    """The body of a search."""

    regex: Text


class ArtifactByRegExRequest(Request):
    """A search by regular expression."""

    offset: str = ""
    body: ArtifactRegEx


class _Listing(Answer, RootModel[list[ItemT]], Generic[ItemT]):
    """A page of a list; the header `offset` says where it goes on."""

    _offset: str | None = None

    @classmethod
    def page(cls, items: list[ItemT], offset: str | None) -> Self:
        """Return a page that goes on at `offset`."""
        listing = cls(items)
        listing._offset = offset
        return listing

    def reply_headers(self) -> dict[str, str]:
        """Return the offset of the next page, if there is one."""
        return {"offset": self._offset} if self._offset else {}


class ArtifactListing(_Listing[ArtifactMetadata]):
    """A page of artifacts."""

    @classmethod
    def of(cls, page: Page[Listed]) -> Self:
        """Translate from the registry."""
        return cls.page([ArtifactMetadata.of(listed) for listed in page.items], page.offset)


class User(Answer):
    """Who did something."""

    name: str
    is_admin: bool


class ArtifactAuditEntry(Answer):
    """One line of an audit trail."""

    user: User
    date: str
    artifact: ArtifactMetadata
    action: str

    @classmethod
    def of(cls, entry: AuditEntry) -> Self:
        """Translate from the registry."""
        artifact = ArtifactMetadata(name=entry.name, id=entry.version_id, type=ArtifactType(entry.kind))
        user = User(name=entry.user, is_admin=entry.user_is_admin)
        return cls(user=user, date=entry.at, artifact=artifact, action=entry.action.value)


class ArtifactAuditRequest(ArtifactPath):
    """An audit trail, from an offset on."""

    offset: str = ""


class ArtifactAudit(_Listing[ArtifactAuditEntry]):
    """A page of an audit trail, newest first."""

    @classmethod
    def of(cls, page: Page[AuditEntry]) -> Self:
        """Translate from the registry."""
        return cls.page([ArtifactAuditEntry.of(entry) for entry in page.items], page.offset)


class LicenseQuestion(Request):
    """The body of a licence check."""

    github_url: Text


class LicenseCheckRequest(ModelPath):
    """A licence check of a model against a project."""

    body: LicenseQuestion


class LicenseVerdict(Answer, RootModel[bool]):
    """May the model be fine-tuned and served inside the project?"""
