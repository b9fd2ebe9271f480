"""The trust face's audit trail."""

from typing import Self

from cairn.faces.http import Answer
from cairn.faces.trust.listing import Listing
from cairn.faces.trust.models import ArtifactMetadata, ArtifactPath, ArtifactType
from cairn.records import AuditEntry, Page


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


class ArtifactAudit(Listing[ArtifactAuditEntry]):
    """A page of an audit trail, newest first."""

    @classmethod
    def of(cls, page: Page[AuditEntry]) -> Self:
        """Translate from the registry."""
        return cls.page([ArtifactAuditEntry.of(entry) for entry in page.items], page.offset)
