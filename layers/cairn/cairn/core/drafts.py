"""What a caller says about a version: one that is to be registered, one that is to get another source."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cairn.core import sources
from cairn.records import DEFAULT_PROJECT, Json, Kind, Parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a caller says about a version that is to be registered."""

    kind: Kind
    source: str
    name: str | None = None
    project: str = DEFAULT_PROJECT
    download_url: str | None = None
    size_bytes: int | None = None
    parents: tuple[Parent, ...] = ()
    metadata: Mapping[str, Json] = field(default_factory=dict)
    rating: Mapping[str, Json] | None = None
    id: str | None = None
    """An id from `cairn.runtime.clock.new_id` that was told already; None makes one."""

    canonical: str = ""
    """The canonical source where the caller knows better than `cairn.core.sources`: a mirror's address of a hub model."""

    def checked(self) -> str:
        """Return the canonical source; raises as `cairn.core.sources` does."""
        if self.download_url is not None:
            sources.checked(self.download_url)
        return self.canonical or sources.canonical(sources.address(self.source, self.kind))

    @property
    def title(self) -> str:
        """The name that the version gets: the client's own, else that of the source; raises as `cairn.core.sources` does."""
        if self.name is not None and self.name.strip():
            return sources.checked_name(self.name)
        return sources.checked_name(sources.name_of(sources.address(self.source, self.kind), self.kind))


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Another source for a version: `name` must be the one it has, `download_url` None keeps the old one."""

    name: str
    source: str
    download_url: str | None = None
    canonical: str = ""
    """As `Draft.canonical`."""

    revision: int | None = None
    """The one revision that gets the source; None: whichever there is."""

    def checked(self, kind: Kind, *, is_kept: bool = False) -> str | None:
        """Return the canonical source, None where one is kept that has none; raises as `cairn.core.sources` does."""
        if self.download_url is not None:
            sources.checked(self.download_url)
        return None if is_kept else self.canonical or sources.canonical(sources.address(self.source, kind))
