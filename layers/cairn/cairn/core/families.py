"""Families and their versions, by id, by name, and in lists: newest first, cut by offset and limit.

A list that names one family counts on its numbers: where none was deleted, the page is found without reading what comes before
it. Otherwise, and in lists over many families, what an offset skips is read, as entries of some 200 bytes.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from cairn.core import names
from cairn.errors import ArtifactMissingError
from cairn.permissions import Caller
from cairn.records import Family, FamilyEntry, Kind, Version
from cairn.store.families import FamilyStore
from cairn.store.versions import VersionStore

PAGE = 100
"""The most versions, or families, of a page: as many as one batch read takes."""

_ENTRIES_PER_READ = 100
_NUMBER = re.compile(r"[1-9][0-9]{0,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Known:
    """A family: what lists show of it, how it stands, and its newest version."""

    entry: FamilyEntry
    family: Family
    latest: Version | None


@dataclass(frozen=True, slots=True)
class Cut:
    """A page cut from a list by offset and limit."""

    offset: int
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which versions a list has."""

    kinds: Sequence[Kind]
    projects: Sequence[str]
    name: str | None = None
    keep: Callable[[Version], bool] | None = None
    """Which of them, where it is not all: asked of each version that is read."""


class Families:
    """Finding what was published."""

    def __init__(self, versions: VersionStore, families: FamilyStore) -> None:
        """Look into a store."""
        self._versions = versions
        self._families = families

    # --- one ----------------------------------------------------------------------------------------------------------

    def named(self, caller: Caller, project: str, kind: Kind, name: str, which: str) -> Version | None:
        """Return the version that a number or an alias names, if the caller may see it: two reads."""
        if _NUMBER.fullmatch(which):
            found = self._families.numbered(project, kind, name, int(which))
        else:
            found = self._families.aliased(project, kind, name, which)
        version = self._versions.get(found) if found else None
        return version if version is not None and names.is_shown(caller, version) else None

    def family(self, caller: Caller, kinds: Sequence[Kind], family_id: str) -> Known:
        """Read a family by its id: three reads, one more where its newest version was deleted.

        Raises:
            ArtifactMissingError: there is none of these kinds, or none that the caller may see.
        """
        entry = self._families.entry(family_id)
        if entry is None or entry.kind not in kinds or not names.is_shown(caller, entry):
            raise ArtifactMissingError(type=kinds[0], id=family_id)
        known = self._known([entry])
        if not known:
            raise ArtifactMissingError(type=kinds[0], id=family_id)
        return known[0]

    # --- lists --------------------------------------------------------------------------------------------------------

    def listing(self, caller: Caller, wanted: Wanted, cut: Cut) -> tuple[list[Known], int]:
        """Return a page of families, newest first, and how many there are at least.

        One query and two batch reads for each 100 families from the newest to the last of the page; of one name: three batch
        reads, and a read of each.
        """
        seen = 0
        page: list[Known] = []
        for known in self._all(caller, wanted) if wanted.name is None else self._whole(caller, wanted, wanted.name):
            seen += 1
            if len(page) == cut.limit:
                break
            if seen > cut.offset:
                page.append(known)
        return page, seen

    def versions(self, caller: Caller, wanted: Wanted, cut: Cut) -> tuple[list[Version], int]:
        """Return a page of versions, and how many there are at least: of the newest family first, then by number, newest first.

        Of one name: one batch read of its families, one query, one batch read of the versions.
        """
        if wanted.keep is not None:
            return self._kept(caller, wanted, cut)
        place = 0
        page: list[Version] = []
        for known in self._all(caller, wanted):
            room = cut.limit - len(page)
            if room <= 0:
                return page, place + 1
            count = self._count(known)
            if place + count > cut.offset:
                skipped = max(0, cut.offset - place)
                page += self._stretch(known, skipped, room)
            place += count
        return page, place

    def made_by(self, caller: Caller, run_ids: Sequence[str], kinds: Sequence[Kind]) -> Iterator[Version]:
        """Yield the versions that runs made, newest first: one query for each run, one batch read for each 100 versions."""
        found = sorted({one for run_id in run_ids for one in self._families.made_by(run_id)}, reverse=True)
        for first in range(0, len(found), PAGE):
            read = self._read(found[first : first + PAGE])
            yield from (one for one in read if one.kind in kinds and names.is_shown(caller, one))

    def all_ids(self, known: Known) -> list[str]:
        """Return the ids of all versions of a family, newest first."""
        entry = known.entry
        return [found for _, found in self._families.versions(entry.project, entry.kind, entry.name, None, 1_000_000)]

    def _kept(self, caller: Caller, wanted: Wanted, cut: Cut) -> tuple[list[Version], int]:
        """Read versions from the first on, and count those that are wanted."""
        seen = 0
        page: list[Version] = []
        for known in self._all(caller, wanted):
            for version in self._each(known):
                if wanted.keep is None or not wanted.keep(version):
                    continue
                seen += 1
                if len(page) == cut.limit:
                    return page, seen
                if seen > cut.offset:
                    page.append(version)
        return page, seen

    def _each(self, known: Known) -> Iterator[Version]:
        entry, below = known.entry, None
        while True:
            found = self._families.versions(entry.project, entry.kind, entry.name, below, PAGE)
            yield from self._read([one for _, one in found])
            if len(found) < PAGE:
                return
            below = found[-1][0]

    def _all(self, caller: Caller, wanted: Wanted) -> Iterator[Known]:
        """Yield the families of a list that the caller may see."""
        if wanted.name is not None:
            yield from self._of_name(caller, wanted, wanted.name)
            return
        for project in wanted.projects:
            for group in dict.fromkeys(Kind.ARTIFACT if kind in names.FILES else kind for kind in wanted.kinds):
                for entries in self._entries(project, group):
                    shown = [one for one in entries if one.kind in wanted.kinds and names.is_shown(caller, one)]
                    yield from self._known(shown)

    def _entries(self, project: str, kind: Kind) -> Iterator[list[FamilyEntry]]:
        entries, position = self._families.listed(project, kind, None, _ENTRIES_PER_READ)
        yield entries
        while position is not None:
            entries, position = self._families.listed(project, kind, position, _ENTRIES_PER_READ)
            yield entries

    def _of_name(self, caller: Caller, wanted: Wanted, name: str) -> Iterator[Known]:
        asked = [(project, kind, name) for project in wanted.projects for kind in wanted.kinds]
        for (project, kind, _), family in self._families.get_many(asked).items():
            if family.live and family.latest_id:
                entry = _entry(project, kind, name, family)
                if names.is_shown(caller, entry):
                    yield Known(entry, family, None)

    def _whole(self, caller: Caller, wanted: Wanted, name: str) -> list[Known]:
        """Return the families of a name with what lists show of them."""
        found = self._of_name(caller, wanted, name)
        return self._known([self._families.entry(known.family.family_id) or known.entry for known in found])

    def _known(self, entries: Sequence[FamilyEntry]) -> list[Known]:
        """Return families as they stand, without those that ended: two batch reads, and a query for each whose last is gone."""
        standing = self._families.get_many([(one.project, one.kind, one.name) for one in entries])
        pairs = [(one, standing.get((one.project, one.kind, one.name), Family())) for one in entries]
        live = [(entry, family) for entry, family in pairs if family.live and family.family_id == entry.family_id]
        found = self._read([family.latest_id for _, family in live])
        latest = {version.id: version for version in found}
        known = []
        for entry, family in live:
            newest = latest.get(family.latest_id) or self._newest(entry)
            if newest is not None:
                known.append(Known(entry, family, newest))
        return known

    def _newest(self, entry: FamilyEntry) -> Version | None:
        found = self._families.versions(entry.project, entry.kind, entry.name, None, 1)
        return next(iter(self._read([version_id for _, version_id in found])), None)

    def _count(self, known: Known) -> int:
        """Return how many versions a family has; where something beside versions holds the name, they are counted."""
        return known.family.live if known.family.is_gapless else len(self.all_ids(known))

    def _stretch(self, known: Known, skipped: int, limit: int) -> list[Version]:
        entry, family = known.entry, known.family
        if family.is_gapless:
            found = self._families.versions(entry.project, entry.kind, entry.name, family.last_number + 1 - skipped, limit)
        else:
            found = self._families.versions(entry.project, entry.kind, entry.name, None, skipped + limit)[skipped:]
        return list(self._read([one for _, one in found]))

    def _read(self, version_ids: Iterable[str]) -> list[Version]:
        """Read versions, in this order."""
        wanted = list(version_ids)
        found = {version.id: version for version in self._versions.get_many(wanted)}
        return [found[one] for one in wanted if one in found]


def _entry(project: str, kind: Kind, name: str, family: Family) -> FamilyEntry:
    """Return what is known of a family without its entry."""
    return FamilyEntry(
        family_id=family.family_id,
        project=project,
        kind=kind,
        name=name,
        owner=family.owner,
        since=family.since,
        created_at="",
        created_by="",
        segment=0,
        first_id="",
    )
