"""How much of the registry answers lists and look-ups of versions."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import TypeVar

from cairn.core.answers import ANSWER_BYTES, weight
from cairn.core.families import Cut, Families, Known, Wanted
from cairn.core.projects import Projects
from cairn.errors import ArtifactMissingError, NumberMissingError, ProjectMissingError, RequestInvalidError
from cairn.faces.truefoundry import forms
from cairn.faces.truefoundry.forms import Form, Fqn
from cairn.faces.truefoundry.lists import ListFamiliesRequest, ListRequest, ListVersionsRequest
from cairn.faces.truefoundry.manifests import NamedVersion
from cairn.permissions import Caller
from cairn.records import Kind, Version

ItemT = TypeVar("ItemT")

_OWN_BYTES = 6_000
"""What a version has in an answer beside what its client said: names (several times), ids, times, a snippet."""


class Lists:
    """Answers lists. What cannot be found, or seen, is an empty list."""

    def __init__(self, families: Families, projects: Projects, tenant: str) -> None:
        """Look into a registry."""
        self._families = families
        self._projects = projects
        self._tenant = tenant

    def versions(self, caller: Caller, form: Form, request: ListVersionsRequest) -> tuple[list[Version], int]:
        """Return a page of versions, and how many there are at least."""
        return self.versions_of(caller, form.kinds, form.listed, request)

    def versions_of(
        self, caller: Caller, kinds: tuple[Kind, ...], listed: tuple[Kind, ...], request: ListVersionsRequest
    ) -> tuple[list[Version], int]:
        """Return a page of versions of several forms: of these kinds where they are named, else of those that are listed.

        A page that would not fit an answer ends early: clients come for the rest.
        """
        found, total = self._versions_of(caller, kinds, listed, request)
        return _fitting(found, lambda version: version), total

    def _versions_of(
        self, caller: Caller, kinds: tuple[Kind, ...], listed: tuple[Kind, ...], request: ListVersionsRequest
    ) -> tuple[list[Version], int]:
        if request.fqn is not None:
            return _page(self._by_fqn(caller, kinds, request), request.cut)
        if request.run_ids:
            made = self._families.made_by(caller, request.run_ids, listed)
            return _page((one for one in made if request.keeps(one)), request.cut)
        if request.family_id is not None:
            return self._of_family(caller, kinds, request)
        projects = self._projects_of(caller, request)
        if request.version is not None and request.name is not None:
            places = [(project, kind) for project in projects for kind in kinds]
            named = (self._families.named(caller, *place, request.name, str(request.version)) for place in places)
            return _page([one for one in named if one is not None and request.keeps(one)], request.cut)
        is_kept = request.is_filtered or request.version is not None
        wanted = Wanted(
            kinds=kinds if request.name is not None else listed,
            projects=projects,
            name=request.name,
            keep=request.keeps if is_kept else None,
        )
        return self._families.versions(caller, wanted, request.cut)

    def families(self, caller: Caller, form: Form, request: ListFamiliesRequest) -> tuple[list[Known], int]:
        """Return a page of families, and how many there are at least; it ends early as `versions_of` does."""
        found, total = self._families_of(caller, form, request)
        return _fitting(found, lambda known: known.latest), total

    def _families_of(self, caller: Caller, form: Form, request: ListFamiliesRequest) -> tuple[list[Known], int]:
        if request.run_id is not None:
            return _page(self._of_run(caller, form, request.run_id), request.cut)
        name = request.name
        if request.fqn is None:
            projects = self._projects_of(caller, request)
        else:
            asked = Fqn.of_family(request.fqn)
            place = self._place(caller, asked)
            if asked is None or place is None or asked.kind not in form.kinds:
                return [], 0
            name, projects = asked.name, [place]
        kinds = form.kinds if name is not None else form.listed
        return self._families.listing(caller, Wanted(kinds=kinds, projects=projects, name=name), request.cut)

    def named(self, caller: Caller, manifest: NamedVersion) -> Version:
        """Return the version that a manifest names.

        Raises:
            RequestInvalidError: it names none.
            ProjectMissingError, NumberMissingError: there is none, or none that the caller may see.
        """
        which = str(manifest.version) if manifest.version is not None else manifest.version_alias
        if which is None:
            raise RequestInvalidError(reason="manifest.version: say which version, or give its version_alias")
        project = self._projects.find(caller, manifest.ml_repo).id
        for kind in manifest.form.kinds:
            found = self._families.named(caller, project, kind, manifest.name, which)
            if found is not None:
                return found
        raise NumberMissingError(number=which, name=manifest.name)

    def _by_fqn(self, caller: Caller, kinds: tuple[Kind, ...], request: ListVersionsRequest) -> list[Version]:
        asked = Fqn.of_version(request.fqn or "")
        place = self._place(caller, asked)
        if asked is None or place is None or asked.kind not in kinds:
            return []
        found = self._families.named(caller, place, asked.kind, asked.name, asked.version)
        return [found] if found is not None and request.keeps(found) else []

    def _of_family(self, caller: Caller, kinds: tuple[Kind, ...], request: ListVersionsRequest) -> tuple[list[Version], int]:
        try:
            entry = self._families.family(caller, kinds, request.family_id or "").entry
        except ArtifactMissingError:
            return [], 0
        keep = request.keeps if request.is_filtered or request.version is not None or request.name is not None else None
        wanted = Wanted(kinds=[entry.kind], projects=[entry.project], name=entry.name, keep=keep)
        return self._families.versions(caller, wanted, request.cut)

    def _of_run(self, caller: Caller, form: Form, run_id: str) -> Iterator[Known]:
        """Yield the families that a run added to, the one that it did so last first."""
        seen: set[str] = set()
        for version in self._families.made_by(caller, [run_id], form.listed):
            if version.family_id not in seen:
                seen.add(version.family_id)
                with suppress(ArtifactMissingError):  # It was deleted meanwhile.
                    yield self._families.family(caller, form.kinds, version.family_id)

    def _place(self, caller: Caller, asked: Fqn | None) -> str | None:
        """Return the project that a name is in."""
        if asked is None or asked.tenant != self._tenant:
            return None
        try:
            return self._projects.find(caller, asked.repo).id
        except ProjectMissingError:
            return None

    def _projects_of(self, caller: Caller, request: ListRequest) -> list[str]:
        if request.ml_repo_id is not None:
            return [forms.project_of(request.ml_repo_id)]
        seen, _ = self._projects.page(caller, 0, 1_000)
        return [project.id for project in seen]


def _page(found: Iterable[ItemT], cut: Cut) -> tuple[list[ItemT], int]:
    """Return a page, and how many there are at least: what comes behind the page is not read."""
    first = list(islice(found, cut.offset + cut.limit + 1))
    return first[cut.offset : cut.offset + cut.limit], len(first)


def _fitting(found: list[ItemT], version_of: Callable[[ItemT], Version | None]) -> list[ItemT]:
    """Return as many as fit an answer, one at least: what clients say of versions is nearly all that makes them large."""
    left = ANSWER_BYTES
    for place, one in enumerate(found):
        version = version_of(one)
        said = (version.metadata, version.manifest, version.description) if version else ()
        left -= _OWN_BYTES + sum(weight(json.dumps(part)) for part in said)
        if left < 0 and place:
            return found[:place]
    return found
