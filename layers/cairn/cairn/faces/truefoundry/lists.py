"""What lists and look-ups of versions are asked with, and how much of the registry answers."""

from typing import Annotated, Any

from pydantic import AliasChoices, BeforeValidator, ConfigDict, Field

from cairn.core.families import PAGE, Cut, Families, Known, Wanted
from cairn.core.projects import Projects
from cairn.errors import CairnError, NumberMissingError, RequestInvalidError
from cairn.faces.http import Answer, Request
from cairn.faces.truefoundry import forms
from cairn.faces.truefoundry.forms import Form, Fqn
from cairn.faces.truefoundry.manifests import NamedVersion
from cairn.faces.truefoundry.models import Pagination
from cairn.faces.truefoundry.versions import (
    AgentSkill,
    AgentSkillVersion,
    Artifact,
    ArtifactVersion,
    InternalArtifactVersion,
    Model,
    ModelVersion,
    Prompt,
    PromptVersion,
)  # fmt: skip
from cairn.permissions import Caller
from cairn.records import Kind, Version

_OFFSET_LIMIT = 10_000_000
_TYPES = {"artifact": forms.ARTIFACT, "model": forms.MODEL, "chat_prompt": forms.PROMPT, "agent-skill": forms.AGENT_SKILL}


def _many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _whole(value: Any) -> Any:
    # Steps are sent as floats.
    return value.removesuffix(".0") if isinstance(value, str) else value


Step = Annotated[int, BeforeValidator(_whole)]


class ListRequest(Request):
    """A page of a list: of more than 100 that are asked for 100 are told, and clients come for the rest."""

    limit: Annotated[int, Field(ge=1)] = 100
    offset: Annotated[int, Field(ge=0, le=_OFFSET_LIMIT)] = 0
    fqn: str | None = None
    ml_repo_id: str | None = None
    name: str | None = None

    @property
    def cut(self) -> Cut:
        """What page it is."""
        return Cut(self.offset, min(self.limit, PAGE))

    def pagination(self, total: int) -> Pagination:
        """Return how much there is."""
        return Pagination(total=total, offset=self.offset, limit=self.cut.limit)


class ListFamiliesRequest(ListRequest):
    """Artifacts, models, prompts or agent skills."""

    run_id: str | None = None


class ListVersionsRequest(ListRequest):
    """Versions of one form."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True, populate_by_name=True)

    tag: str | None = None
    family_id: Annotated[
        str | None, Field(validation_alias=AliasChoices("artifact_id", "model_id", "prompt_id", "agent_skill_id"))
    ] = None
    version: Annotated[int, Field(ge=1, lt=10**10)] | None = None
    run_ids: Annotated[tuple[str, ...], BeforeValidator(_many), Field(max_length=100)] = ()
    run_steps: Annotated[
        tuple[Annotated[int, BeforeValidator(_whole)], ...], BeforeValidator(_many), Field(max_length=100)
    ] = ()

    def keeps(self, version: Version) -> bool:
        """Tell whether the list has a version, as far as its record tells."""
        return (
            (self.tag is None or self.tag in version.labels)
            and (self.version is None or self.version == version.number)
            and (not self.run_ids or version.run_id in self.run_ids)
            and (not self.run_steps or version.manifest.get("step", 0) in self.run_steps)
            and (self.family_id is None or self.family_id == version.family_id)
            and (self.name is None or self.name == version.name)
            and (self.ml_repo_id is None or forms.project_of(self.ml_repo_id) == version.project)
        )

    @property
    def is_filtered(self) -> bool:
        """Whether versions have to be looked at to tell."""
        return self.tag is not None or bool(self.run_steps)


class ListInternalVersionsRequest(ListVersionsRequest):
    """Versions of artifacts, and of what else is named."""

    include_model_versions: bool = False
    artifact_types: Annotated[tuple[str, ...], BeforeValidator(_many), Field(max_length=20)] = ()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What the list has."""
        named = {
            "artifact": forms.ARTIFACT,
            "model": forms.MODEL,
            "chat_prompt": forms.PROMPT,
            "agent-skill": forms.AGENT_SKILL,
        }
        wanted = [named[one] for one in self.artifact_types if one in named]
        if not self.artifact_types:
            wanted = [forms.ARTIFACT, *([forms.MODEL] if self.include_model_versions else [])]
        return tuple(kind for form in wanted for kind in form.listed)


class Found(Answer):
    """A page of a list."""

    pagination: Pagination


class ArtifactVersions(Found):
    """Versions of artifacts, newest first."""

    data: list[ArtifactVersion]


class ModelVersions(Found):
    """Versions of models, newest first."""

    data: list[ModelVersion]


class PromptVersions(Found):
    """Versions of prompts, newest first."""

    data: list[PromptVersion]


class AgentSkillVersions(Found):
    """Versions of agent skills, newest first."""

    data: list[AgentSkillVersion]


class InternalArtifactVersions(Found):
    """Versions of several forms, newest first."""

    data: list[InternalArtifactVersion]


class Artifacts(Found):
    """Artifacts, newest first."""

    data: list[Artifact]


class Models(Found):
    """Models, newest first."""

    data: list[Model]


class Prompts(Found):
    """Prompts, newest first."""

    data: list[Prompt]


class AgentSkills(Found):
    """Agent skills, newest first."""

    data: list[AgentSkill]


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
        """Return a page of versions of several forms: of these kinds where they are named, else of those that are listed."""
        if request.fqn is not None:
            return _page(self._by_fqn(caller, kinds, request), request.cut)
        if request.run_ids:
            made = self._families.made_by(caller, request.run_ids, listed)
            return _page([one for one in made if request.keeps(one)], request.cut)
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
        """Return a page of families, and how many there are at least."""
        if request.run_id is not None:
            made = self._families.made_by(caller, [request.run_id], form.listed)
            known = [self._families.family(caller, form.kinds, one) for one in dict.fromkeys(one.family_id for one in made)]
            return _page(known, request.cut)
        name, projects = request.name, self._projects_of(caller, request)
        if request.fqn is not None:
            asked = Fqn.of_family(request.fqn)
            place = self._place(caller, asked)
            if asked is None or place is None or asked.kind not in form.kinds:
                return [], 0
            name, projects = asked.name, [place]
        kinds = form.kinds if name is not None else form.listed
        found, total = self._families.listing(caller, Wanted(kinds=kinds, projects=projects, name=name), request.cut)
        return found, total

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
        except CairnError:
            return [], 0
        keep = request.keeps if request.is_filtered or request.version is not None or request.name is not None else None
        wanted = Wanted(kinds=[entry.kind], projects=[entry.project], name=entry.name, keep=keep)
        return self._families.versions(caller, wanted, request.cut)

    def _place(self, caller: Caller, asked: Fqn | None) -> str | None:
        """Return the project that a name is in."""
        if asked is None or asked.tenant != self._tenant:
            return None
        try:
            return self._projects.find(caller, asked.repo).id
        except CairnError:
            return None

    def _projects_of(self, caller: Caller, request: ListRequest) -> list[str]:
        if request.ml_repo_id is not None:
            return [forms.project_of(request.ml_repo_id)]
        seen, _ = self._projects.page(caller, 0, 1_000)
        return [project.id for project in seen]


def _page(found: list[Any], cut: Cut) -> tuple[list[Any], int]:
    return found[cut.offset : cut.offset + cut.limit], len(found)
