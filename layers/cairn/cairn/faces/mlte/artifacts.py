"""The MLTE face's words for artifacts: cards, evidence, suites, results and reports, which the registry calls documents."""

from typing import Annotated, Any, Self

from pydantic import Field, NonNegativeInt, PositiveInt, RootModel

from cairn.core import document_pages
from cairn.core.document_drafts import DocumentDraft
from cairn.core.documents import At
from cairn.documents import Document, DocumentType, Level
from cairn.errors import DocumentInvalidError
from cairn.faces.http import Answer, Request
from cairn.faces.mlte.cards import NegotiationCardModel
from cairn.faces.mlte.documented import Segment, VersionPath
from cairn.faces.mlte.evidence import EvidenceModel
from cairn.faces.mlte.queries import Query
from cairn.faces.mlte.suites import ReportModel, TestResultsModel, TestSuiteModel
from cairn.records import Page

LIST_LIMIT = 100
"""The artifacts of a list, if its client does not say how many."""

BODY_BYTES = 5_900_000
"""The most bytes of a request that writes an artifact: what Lambda takes, but for its own words."""


class ArtifactHeader(Answer):
    """What an artifact is called; of what a client says, identifier and type count."""

    identifier: str
    type: DocumentType
    timestamp: int | None = -1
    creator: str | None = None
    level: Level = Level.VERSION


_UNREAD: dict[str, Any] = {}
"""What is set of an artifact that goes out as a text: neither header nor body."""

Body = Annotated[
    NegotiationCardModel | EvidenceModel | TestSuiteModel | TestResultsModel | ReportModel,
    Field(discriminator="artifact_type"),
]


class Artifact(Answer):
    """An artifact."""

    header: ArtifactHeader
    body: Body
    _text: str = ""

    @classmethod
    def of(cls, document: Document, body: str) -> "Artifact":
        """Translate from the registry, which keeps the body as the text that it was checked as: none is checked again."""
        artifact = cls.model_construct(**_UNREAD)
        artifact._text = document_pages.text(document, body)  # noqa: SLF001 - its own
        return artifact

    def model_dump_json(self, **_: Any) -> str:
        """Return the artifact's text."""
        return self._text

    def draft(self) -> DocumentDraft:
        """Translate to the registry.

        Raises:
            DocumentInvalidError: header and body are of different types.
        """
        if self.header.type != self.body.artifact_type:
            raise DocumentInvalidError(reason=f"the header says {self.header.type}, the body {self.body.artifact_type}")
        return DocumentDraft(self.header.type, self.header.identifier, self.body.model_dump(mode="json"))


class WriteArtifact(Request):
    """An artifact that is to be written."""

    artifact: Artifact
    force: bool = False
    parents: bool = False


class AtVersion(VersionPath):
    """What artifacts are about."""

    @property
    def at(self) -> At:
        """Translate to the registry."""
        return At(self.model_id, self.version_id)


class WriteArtifactRequest(AtVersion):
    """An artifact that is to be written; `force` replaces one of its identifier, `parents` makes model and version."""

    body: WriteArtifact


class SuiteTemplate(Answer, RootModel[str]):
    """Python code that makes a test suite."""


class WriteArtifactResponse(Answer):
    """The artifact as it is kept."""

    artifact: Artifact

    @classmethod
    def of(cls, document: Document, body: str) -> "WriteArtifactResponse":
        """Translate from the registry."""
        return cls.model_construct(artifact=Artifact.of(document, body))

    def model_dump_json(self, **_: Any) -> str:
        """Return the answer's text."""
        return f'{{"artifact":{self.artifact.model_dump_json()}}}'


class ArtifactPath(AtVersion):
    """An artifact, named in the path."""

    artifact_id: Segment


class ArtifactReadRequest(ArtifactPath):
    """An artifact, or an earlier revision of it."""

    revision: PositiveInt | None = None


class ArtifactRevisionsRequest(ArtifactPath):
    """The revisions of an artifact."""

    offset: str = ""


Offset = Annotated[NonNegativeInt | str, Field(union_mode="left_to_right")]
"""How many artifacts to pass over, or what the header `offset` of the page before said."""


class ArtifactListRequest(AtVersion):
    """A page of a version's artifacts, and of its model's."""

    limit: NonNegativeInt = LIST_LIMIT
    offset: Offset = 0


class ArtifactSearchRequest(AtVersion):
    """A search among a version's artifacts, and its model's."""

    body: Query
    limit: NonNegativeInt | None = None
    offset: Offset = 0


class Artifacts(Answer, RootModel[list[Artifact]]):
    """Artifacts; where there are more, the header `offset` says where they go on."""

    _offset: str | None = None

    @classmethod
    def of(cls, found: document_pages.Found) -> "Artifacts":
        """Translate from the registry."""
        artifacts = cls.model_construct([Artifact.of(document, body) for document, body in found.documents])
        artifacts._offset = found.offset  # noqa: SLF001 - its own
        return artifacts

    def model_dump_json(self, **_: Any) -> str:
        """Return the artifacts' texts."""
        return f"[{','.join(artifact.model_dump_json() for artifact in self.root)}]"

    def reply_headers(self) -> dict[str, str]:
        """Return the offset of the next page, if there is one."""
        return {"offset": self._offset} if self._offset else {}


class Revision(Answer):
    """A revision of an artifact."""

    revision: int
    timestamp: int
    creator: str
    size: int
    """Bytes of its body."""
    sha256: str
    """Of its body, as JSON text."""

    @classmethod
    def of(cls, document: Document) -> Self:
        """Translate from the registry."""
        return cls(
            revision=document.revision,
            timestamp=document.timestamp,
            creator=document.creator,
            size=document.size,
            sha256=document.sha256,
        )


class Revisions(Answer, RootModel[list[Revision]]):
    """The revisions of an artifact, newest first; the header `offset` says where they go on."""

    _offset: str | None = None

    @classmethod
    def of(cls, page: Page[Document]) -> Self:
        """Translate from the registry."""
        revisions = cls([Revision.of(document) for document in page.items])
        revisions._offset = page.offset
        return revisions

    def reply_headers(self) -> dict[str, str]:
        """Return the offset of the next page, if there is one."""
        return {"offset": self._offset} if self._offset else {}
