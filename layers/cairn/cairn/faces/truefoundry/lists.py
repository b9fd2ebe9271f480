"""What lists and look-ups of versions are asked with, and what they answer."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from cairn.core.families import PAGE, Cut
from cairn.faces.http import Answer, Request
from cairn.faces.truefoundry import forms
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
    """Versions of one form; of artifacts, if nothing else is said."""

    tag: str | None = None
    family_id: Annotated[str | None, Field(validation_alias="artifact_id")] = None
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


class ListModelVersionsRequest(ListVersionsRequest):
    """Versions of models."""

    family_id: Annotated[str | None, Field(validation_alias="model_id")] = None


class ListPromptVersionsRequest(ListVersionsRequest):
    """Versions of prompts."""

    family_id: Annotated[str | None, Field(validation_alias="prompt_id")] = None


class ListAgentSkillVersionsRequest(ListVersionsRequest):
    """Versions of agent skills."""

    family_id: Annotated[str | None, Field(validation_alias="agent_skill_id")] = None


class ListInternalVersionsRequest(ListVersionsRequest):
    """Versions of artifacts, and of what else is named."""

    include_model_versions: bool = False
    artifact_types: Annotated[tuple[str, ...], BeforeValidator(_many), Field(max_length=20)] = ()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What the list has."""
        wanted = [_TYPES[one] for one in self.artifact_types if one in _TYPES]
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
