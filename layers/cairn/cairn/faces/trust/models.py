"""The trust face's words: what its requests and answers consist of; those of few routes stand in modules of their own.

An optional text member is "" inside and left out outside: the API knows no nulls.
"""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import StringConstraints

from cairn.core.bundles import download_url
from cairn.faces.http import Answer, Request
from cairn.records import Deferred, Kind, Listed, Version
from cairn.store.bucket import Bucket

ArtifactId = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z0-9\-]+$", max_length=128)]
Text = Annotated[str, StringConstraints(min_length=1)]


class ArtifactType(StrEnum):
    """The kinds of artifacts that this API knows."""

    MODEL = "model"
    DATASET = "dataset"
    CODE = "code"

    @property
    def kind(self) -> Kind:
        """The registry's word for it."""
        return Kind(self.value)


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
    _is_deferred: bool = False

    @classmethod
    def ingested(cls, found: Version | Deferred, bucket: Bucket) -> Self:
        """Translate what has a bundle (its URL is signed now and lasts a quarter of an hour), or is not decided yet."""
        if isinstance(found, Version):
            data = ArtifactData(url=found.source or "", download_url=download_url(bucket, found))
            return cls(metadata=ArtifactMetadata.of(found), data=data)
        metadata = ArtifactMetadata(name=found.name, id=found.id, type=ArtifactType.MODEL)
        deferred = cls(metadata=metadata, data=ArtifactData(url=found.source))
        deferred._is_deferred = True
        return deferred

    def reply_status(self, default: int) -> int:
        """Return 202 while a worker has yet to decide."""
        return 202 if self._is_deferred else default

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
