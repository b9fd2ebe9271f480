"""The MLTE face's words for exports and imports of models."""

from typing import Any, Self

from pydantic import Field, ValidationError

from cairn.core.document_drafts import DocumentDraft
from cairn.core.model_archives import URL_SECONDS, Exported
from cairn.documents import DocumentedModel
from cairn.errors import DocumentInvalidError
from cairn.faces.http import Answer, Request
from cairn.faces.mlte.artifacts import Artifact
from cairn.faces.mlte.models import Text


class Export(Answer):
    """Where a model's ZIP can be had."""

    url: str
    """Readable without signing in, for a quarter of an hour."""
    expires_in: int
    size: int
    """Bytes."""
    artifacts: int
    """How many are in it, beside their earlier revisions."""

    @classmethod
    def of(cls, exported: Exported) -> Self:
        """Translate from the registry."""
        return cls(url=exported.url, expires_in=URL_SECONDS, size=exported.size, artifacts=exported.artifacts)


class Upload(Answer):
    """Where a ZIP is to be put, by PUT, before it is imported under this id."""

    id: str
    url: str
    expires_in: int

    @classmethod
    def of(cls, import_id: str, url: str) -> Self:
        """Translate from the registry."""
        return cls(id=import_id, url=url, expires_in=URL_SECONDS)


class ImportAs(Request):
    """What the model is to be called, if not as it was."""

    identifier: Text | None = None


class ImportRequest(Request):
    """An import of what was uploaded."""

    import_id: Text
    body: ImportAs = Field(default=ImportAs.model_construct(identifier=None))


class Imported(Answer):
    """The model that an import made."""

    identifier: str
    versions: list[str]
    artifacts: int

    @classmethod
    def of(cls, model: DocumentedModel, versions: list[str], artifacts: int) -> Self:
        """Translate from the registry."""
        return cls(identifier=model.name, versions=versions, artifacts=artifacts)


def read_artifact(told: Any) -> DocumentDraft:
    """Check an artifact of a ZIP as if it were sent.

    Raises:
        DocumentInvalidError: it is not valid.
    """
    try:
        return Artifact.model_validate(told).draft()
    except ValidationError as invalid:
        first = invalid.errors(include_input=False, include_url=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise DocumentInvalidError(reason=f"{place}: {first['msg']}") from None
