"""The MLTE face's words for catalogs."""

from datetime import datetime
from typing import Self

from pydantic import Field, RootModel

from cairn.catalogs import Catalog, CatalogEntry
from cairn.core.catalogs import TAGS_LIMIT
from cairn.faces.http import Answer, Request
from cairn.faces.mlte.models import Text, TrailPath
from cairn.faces.mlte.queries import Query
from cairn.records import Page

NEVER = -1
"""MLTE's time of what has not happened."""


class CatalogModel(Answer):
    """A catalog."""

    id: str
    read_only: bool
    type: str

    @classmethod
    def of(cls, catalog: Catalog) -> Self:
        """Translate from the registry; of MLTE's words for stores, `database` is the nearest."""
        return cls(id=catalog.name, read_only=catalog.is_read_only, type="database")


class Catalogs(Answer, RootModel[list[CatalogModel]]):
    """Catalogs."""


class CatalogEntryHeader(Answer):
    """What a catalog entry is called, who made it and when (Unix time in seconds, -1: never)."""

    identifier: Text
    creator: str | None = None
    created: int | None = NEVER
    updater: str | None = None
    updated: int | None = NEVER
    catalog_id: str | None = None


class CatalogEntryModel(Answer):
    """Code that tests a quality of a model. Of the header the client says the identifier alone."""

    header: CatalogEntryHeader
    tags: list[str] = Field(default=[], max_length=TAGS_LIMIT)
    quality_attribute: str = ""
    code: str
    description: str | None = None
    inputs: str | None = None
    output: str | None = None

    @classmethod
    def of(cls, entry: CatalogEntry) -> Self:
        """Translate from the registry."""
        header = CatalogEntryHeader(
            identifier=entry.identifier,
            creator=entry.created_by or None,
            created=_seconds(entry.created_at),
            updater=entry.updated_by or None,
            updated=_seconds(entry.updated_at),
            catalog_id=entry.catalog,
        )
        return cls(
            header=header,
            tags=list(entry.tags),
            quality_attribute=entry.quality_attribute,
            code=entry.code,
            description=entry.description,
            inputs=entry.inputs,
            output=entry.output,
        )

    def entry(self, catalog: str) -> CatalogEntry:
        """Translate to the registry."""
        return CatalogEntry(
            catalog=catalog,
            identifier=self.header.identifier,
            code=self.code,
            tags=tuple(self.tags),
            quality_attribute=self.quality_attribute,
            description=self.description,
            inputs=self.inputs,
            output=self.output,
        )


class CatalogPath(Request):
    """A catalog, named in the path."""

    catalog_id: Text


class CatalogEntryPath(CatalogPath):
    """A catalog entry, named in the path."""

    catalog_entry_id: Text


class CatalogEntryRequest(CatalogPath):
    """A new catalog entry, or a change of one."""

    body: CatalogEntryModel


class CatalogListRequest(CatalogPath, TrailPath):
    """The entries of a catalog."""


class CatalogSearchRequest(TrailPath):
    """A search in all catalogs."""

    body: Query


class CatalogEntries(Answer, RootModel[list[CatalogEntryModel]]):
    """Catalog entries; where they do not fit into one answer, the header `offset` says where they go on."""

    _offset: str | None = None

    @classmethod
    def of(cls, page: Page[CatalogEntry]) -> Self:
        """Translate from the registry."""
        entries = cls([CatalogEntryModel.of(entry) for entry in page.items])
        entries._offset = page.offset
        return entries

    def reply_headers(self) -> dict[str, str]:
        """Return the offset of the next page, if there is one."""
        return {"offset": self._offset} if self._offset else {}


def _seconds(at: str) -> int:
    return int(datetime.fromisoformat(at).timestamp()) if at else NEVER
