"""The trust face's lists: queries, and pages that say where they go on."""

from typing import Annotated, Generic, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, FailFast, Field, RootModel, StringConstraints

from cairn.core.search import QUERY_LIMIT, Query
from cairn.errors import QueriesTooManyError
from cairn.faces.http import Answer, Request
from cairn.faces.trust.models import ArtifactMetadata, ArtifactType, Text
from cairn.records import Listed, Page

ItemT = TypeVar("ItemT", bound=BaseModel)


KINDS = frozenset(artifact_type.kind for artifact_type in ArtifactType)
"""The kinds that this API knows."""


def _counted(queries: object) -> object:
    """Refuse too many queries before each of them is looked at."""
    if isinstance(queries, list) and len(queries) > QUERY_LIMIT:
        raise QueriesTooManyError(count=len(queries), limit=QUERY_LIMIT)
    return queries


class ArtifactQuery(Request):
    """One query of a list: a name (`*` for all) and the types wanted (none for all)."""

    name: Text
    types: Annotated[list[ArtifactType], FailFast()] = Field(default=[], max_length=100)

    def query(self) -> Query:
        """Translate to the registry."""
        return Query(self.name, frozenset(wanted.kind for wanted in self.types) or KINDS)


class ArtifactsListRequest(Request):
    """A list: the union of its queries."""

    offset: str = ""
    body: Annotated[list[ArtifactQuery], Field(min_length=1), FailFast(), BeforeValidator(_counted)]


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


class Listing(Answer, RootModel[list[ItemT]], Generic[ItemT]):
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


class ArtifactListing(Listing[ArtifactMetadata]):
    """A page of artifacts."""

    @classmethod
    def of(cls, page: Page[Listed]) -> Self:
        """Translate from the registry."""
        return cls.page([ArtifactMetadata.of(listed) for listed in page.items], page.offset)
