"""The MLTE face's words for models and their versions, and for who did what to them."""

from collections.abc import Iterable
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, RootModel

from cairn.documents import DocumentedVersion, DocumentEntry
from cairn.faces.http import Answer, Request
from cairn.faces.mlte.models import Text, TrailPath, slashed
from cairn.records import Page

Segment = Annotated[Text, AfterValidator(slashed)]
"""An identifier in a path, where `---` stands for a slash."""


class Version(Answer):
    """A version of a model."""

    identifier: Text

    @classmethod
    def of(cls, version: DocumentedVersion) -> Self:
        """Translate from the registry."""
        return cls(identifier=version.name)


class Model(Answer):
    """A model and its versions."""

    identifier: Text
    versions: list[Version] = Field(default=[])

    @classmethod
    def of(cls, name: str, versions: Iterable[DocumentedVersion] = ()) -> Self:
        """Translate from the registry."""
        return cls(identifier=name, versions=[Version.of(version) for version in versions])


class NewModel(Request):
    """A new model; versions are made on their own."""

    identifier: Text


class ModelCreateRequest(Request):
    """A new model."""

    body: NewModel


class ModelPath(Request):
    """A model, named in the path."""

    model_id: Segment


class VersionCreateRequest(ModelPath):
    """A new version of a model."""

    body: NewModel


class VersionPath(ModelPath):
    """A version of a model, named in the path."""

    version_id: Segment


class ModelTrailRequest(ModelPath, TrailPath):
    """The audit trail of a model and of what is about it."""


class ModelTrailEntry(Answer):
    """Who did what to a model, a version of it, or an artifact of that ("" where it was not about one)."""

    date: str
    action: str
    model: str
    version: str
    artifact: str
    user: str
    user_is_admin: bool
    face: str
    request_id: str
    revision_before: int
    revision_after: int
    changes: dict[str, Any]

    @classmethod
    def of(cls, entry: DocumentEntry) -> Self:
        """Translate from the registry."""
        return cls(
            date=entry.at,
            action=entry.action.value,
            model=entry.model,
            version=entry.version,
            artifact=entry.identifier,
            user=entry.user,
            user_is_admin=entry.user_is_admin,
            face=entry.face,
            request_id=entry.request_id,
            revision_before=entry.revision_before,
            revision_after=entry.revision_after,
            changes=dict(entry.changes),
        )


class ModelTrail(Answer, RootModel[list[ModelTrailEntry]]):
    """A page of an audit trail, newest first; the header `offset` says where it goes on."""

    _offset: str | None = None

    @classmethod
    def of(cls, page: Page[DocumentEntry]) -> Self:
        """Translate from the registry."""
        trail = cls([ModelTrailEntry.of(entry) for entry in page.items])
        trail._offset = page.offset
        return trail

    def reply_headers(self) -> dict[str, str]:
        """Return the offset of the next page, if there is one."""
        return {"offset": self._offset} if self._offset else {}
