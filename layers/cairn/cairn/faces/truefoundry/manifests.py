"""The manifests that TrueFoundry's clients send: what a version shall be. A refusal names the member that is wrong."""

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationInfo, field_validator

from cairn.core.publishing import Publication
from cairn.faces.http import Request
from cairn.faces.truefoundry import forms
from cairn.faces.truefoundry.forms import STORAGE, Form
from cairn.faces.truefoundry.kept import Environment, Framework
from cairn.faces.truefoundry.prompts import PromptContent
from cairn.projects import Project
from cairn.records import Kind

INTERNAL = ".truefoundry"
"""Where clients keep what they note for themselves, within the metadata."""

_SKILL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_KINDS = {kind.value: kind for kind in (Kind.MODEL, Kind.DATASET, Kind.CODE)}

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_\-]+$", max_length=256)]
RepoName = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z][a-zA-Z0-9\-]{1,98}[a-zA-Z0-9]$")]
Alias = Annotated[str, StringConstraints(pattern=r"^v[a-zA-Z0-9.-]*([a-zA-Z0-9]+)$", max_length=128)]
Description = Annotated[str, StringConstraints(max_length=512)]
Step = Annotated[int, Field(ge=0, le=2**53, strict=True)]
Number = Annotated[int, Field(ge=1, lt=10**10, strict=True)]
Uri = Annotated[str, StringConstraints(pattern=STORAGE, max_length=4096)]
RunId = Annotated[str, StringConstraints(min_length=1, max_length=256)]


def _skill_name(name: str) -> str:
    if len(name) > 64 or not _SKILL.fullmatch(name) or "anthropic" in name or "claude" in name:  # noqa: PLR2004 - said below
        message = "up to 64 small letters, digits and hyphens, a hyphen neither first nor last; without anthropic or claude"
        raise ValueError(message)
    return name


SkillName = Annotated[str, AfterValidator(_skill_name)]


class ManagedSource(Request):
    """Files that are put to URLs of ours; while staging nobody knows yet where."""

    type: Literal["truefoundry"]
    uri: Uri | None = None


class ExternalSource(Request):
    """Files that lie elsewhere."""

    type: Literal["external"]
    uri: Uri


def _source(value: Any) -> Any:
    if isinstance(value, dict) and value.get("type") == "local":
        message = (
            "local files do not come with a manifest: upload them by log_artifact or log_model of truefoundry.ml"
            " (tfy apply uploads those of agent skills only)"
        )
        raise ValueError(message)
    return value


Source = Annotated[ManagedSource | ExternalSource, Field(discriminator="type"), BeforeValidator(_source)]


def _zero(value: Any) -> Any:
    return 0 if value is None else value


class VersionManifest(Request):
    """What all manifests of versions have."""

    name: Name
    ml_repo: RepoName
    metadata: dict[str, Any]
    version: Number | None = None

    form: ClassVar[Form]
    """What it is a manifest of."""

    def said(self, project: Project, **more: Any) -> Publication:
        """Translate to the registry."""
        form = self.form
        wanted = self.metadata.get("type")
        kind = _KINDS.get(wanted, form.kind) if form is forms.ARTIFACT and isinstance(wanted, str) else form.kind
        internal = self.metadata.get(INTERNAL)
        declared = internal.get("artifact_size") if isinstance(internal, dict) else None
        return Publication(
            project=project,
            form=form.kind,
            kind=kind,
            name=self.name,
            number=self.version,
            metadata=self.metadata,
            declared_bytes=declared if isinstance(declared, int) else None,
            **more,
        )


class ArtifactManifest(VersionManifest):
    """An artifact's version."""

    type: Literal["artifact-version"] = "artifact-version"
    source: Source
    description: Description | None = None
    version_alias: Alias | None = None
    step: Annotated[Step, BeforeValidator(_zero)] = 0
    run_id: RunId | None = None

    form: ClassVar[Form] = forms.ARTIFACT

    def said(self, project: Project, **more: Any) -> Publication:
        """Translate to the registry."""
        return super().said(
            project,
            address=self.source.uri,
            is_managed=isinstance(self.source, ManagedSource),
            description=self.description,
            alias=self.version_alias,
            run_id=self.run_id,
            manifest={"step": self.step} | more,
        )


class ModelManifest(ArtifactManifest):
    """A model's version."""

    type: Literal["model-version"] = "model-version"  # type: ignore[assignment]
    framework: Framework | None = None
    environment: Environment | None = None

    form: ClassVar[Form] = forms.MODEL

    def said(self, project: Project, **more: Any) -> Publication:
        """Translate to the registry."""
        needs = {} if self.environment is None else {"environment": self.environment.told()}
        built = {} if self.framework is None else {"framework": self.framework.told()}
        return super().said(project, **more, **built, **needs)


class ChatPromptManifest(VersionManifest, PromptContent):
    """A prompt's version: it has no files, all of it is kept as it is sent."""

    type: Literal["chat_prompt"] = "chat_prompt"
    description: Description | None = None
    version_alias: Alias | None = None

    form: ClassVar[Form] = forms.PROMPT

    def said(self, project: Project, **more: Any) -> Publication:
        """Translate to the registry."""
        own = {"type", "description", "version_alias", *VersionManifest.model_fields}
        kept = {member: value for member, value in self.told().items() if member not in own}
        return super().said(project, description=self.description, alias=self.version_alias, manifest=kept | more)


class InlineSkill(Request):
    """A skill that is its SKILL.md alone."""

    type: Literal["inline"]
    skill_md: Annotated[str, StringConstraints(min_length=1, max_length=300_000)]


class StoredSkill(Request):
    """A skill whose files lie where it was staged; clients take none without a description."""

    type: Literal["blob-storage"]
    uri: Uri
    description: Annotated[str, StringConstraints(min_length=1, max_length=1024)]


SkillSource = Annotated[InlineSkill | StoredSkill, Field(discriminator="type"), BeforeValidator(_source)]


class AgentSkillManifest(VersionManifest):
    """An agent skill's version."""

    type: Literal["agent-skill"] = "agent-skill"
    name: SkillName
    source: SkillSource

    form: ClassVar[Form] = forms.AGENT_SKILL

    def said(self, project: Project, **more: Any) -> Publication:
        """Translate to the registry."""
        is_stored = isinstance(self.source, StoredSkill)
        kept = {"source": self.source.model_dump(exclude_none=True)}
        address = self.source.uri if isinstance(self.source, StoredSkill) else None
        return super().said(project, address=address, is_managed=is_stored, manifest=kept | more)


class StagedManifest(Request):
    """What staging is told: only the name counts, but what publishing will refuse is refused before anything is uploaded."""

    type: Literal["artifact-version", "model-version", "agent-skill"] = "artifact-version"
    name: Name
    ml_repo: RepoName
    metadata: dict[str, Any] | None = None
    source: Annotated[Any, BeforeValidator(_source)] = None
    description: Description | None = None
    version_alias: Alias | None = None
    version: Number | None = None
    step: Step | None = None
    run_id: RunId | None = None
    framework: Framework | None = None
    environment: Environment | None = None

    @field_validator("name")
    @classmethod
    def _named_so(cls, name: str, before: ValidationInfo) -> str:
        return _skill_name(name) if before.data.get("type") == forms.AGENT_SKILL.manifest_type else name

    @property
    def form(self) -> Form:
        """What it is a manifest of."""
        return {form.manifest_type: form for form in forms.ALL}[self.type]


class NamedVersion(Request):
    """What names a version that is there: by its number, or by its alias."""

    type: Literal["artifact-version", "model-version", "chat_prompt", "agent-skill"] = "artifact-version"
    name: Name
    ml_repo: RepoName
    version: Number | None = None
    version_alias: Alias | None = None

    @property
    def form(self) -> Form:
        """What it is a manifest of."""
        return {form.manifest_type: form for form in forms.ALL}[self.type]
