"""The words of documents about models, as MLTE keeps them: a model, its versions, and what is written about them.

Plain values, like `cairn.records`. What was deleted and made again under its old name is another *generation* of it: no key
of the one leads to anything of the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cairn.records import Action, Json


class Level(StrEnum):
    """What a document is about: a model with all of its versions, or one version."""

    MODEL = "model"
    VERSION = "version"


class DocumentType(StrEnum):
    """What a document is."""

    CARD = "card"
    EVIDENCE = "evidence"
    SUITE = "suite"
    RESULTS = "results"
    REPORT = "report"

    @property
    def level(self) -> Level:
        """What documents of this type are about."""
        return Level.MODEL if self in {DocumentType.CARD, DocumentType.SUITE} else Level.VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentedModel:
    """A model that documents can be about. It counts as one of its family, and so keeps the name its owner's."""

    name: str
    id: str = ""
    generation: int = 1
    """1, 2, 3 ...: the how manieth model of this name; never given out twice."""
    is_live: bool = True
    owner: str = ""
    since: str = ""
    """Both are the family's, which no longer change while it has this model."""
    segment: int = 0
    created_at: str = ""
    created_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentedVersion:
    """A version of a model that documents can be about."""

    name: str
    generation: int = 1
    is_live: bool = True
    created_at: str = ""
    created_by: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a document stands on: a model and one of its versions; None where there is none."""

    model: DocumentedModel | None
    version: DocumentedVersion | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that is kept by its digest, once for each model: a body, or one member of it."""

    member: str
    """The member of the body that it is, "" for the whole body."""
    sha256: str
    in_bucket: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One revision of a document, without the pieces of its body that are kept apart."""

    id: str
    """Of this document until it is deleted: a later one of the same identifier has another."""
    identifier: str
    type: DocumentType
    timestamp: int
    """Seconds since 1970."""
    creator: str
    revision: int = 1
    sha256: str = ""
    """Of the whole body's text."""
    size: int = 0
    """Bytes of that text."""
    fields: Mapping[str, Json] = field(default_factory=dict)
    """What searches ask of the body: its top-level texts, and some lists of identifiers."""
    body: str = ""
    """The body's JSON text without its pieces."""
    pieces: tuple[Piece, ...] = ()

    @property
    def level(self) -> Level:
        """What it is about."""
        return self.type.level


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEntry:
    """Who did what to a model, a version of it, or a document, when, through which face."""

    id: str
    at: str
    action: Action
    model: str
    version: str = ""
    identifier: str = ""
    """Of the document; "" where the version or the model is meant."""
    user: str
    user_is_admin: bool
    face: str
    request_id: str
    revision_before: int
    revision_after: int
    changes: Mapping[str, Json] = field(default_factory=dict)
